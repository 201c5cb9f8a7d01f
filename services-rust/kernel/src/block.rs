//! The arrays that the stages work on: a year of months by a block of paths.

use crate::limits::MONTHS_PER_YEAR;

/// Paths in a block. A multiple of every backend's width, and small enough for a year of a
/// block to stay in the first-level cache.
pub const LANES: usize = 64;
/// Lanes of the widest machine vector of any backend.
pub const MAX_WIDTH: usize = 8;

/// One value for each path of a block.
pub type Lanes<T> = [T; LANES];
/// One value for each month and path: `year[month * LANES + lane]`.
pub type Year<T> = [T; MONTHS_PER_YEAR * LANES];
