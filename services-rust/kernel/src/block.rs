//! The arrays that the stages work on: a year of months by a block of paths.

use crate::limits::MONTHS_PER_YEAR;

/// Paths in a block. Small enough for a year of them to stay in the first-level cache.
pub const LANES: usize = 32;

/// One value for each path of a block.
pub type Lanes<T> = [T; LANES];
/// Random words, by month and path.
pub type Words = [Lanes<u32>; MONTHS_PER_YEAR];
/// Normals, then growth, by month and path.
pub type Year = [Lanes<f64>; MONTHS_PER_YEAR];
