//! The arrays that the stages work on: a year of months by a row of paths.

use crate::limits::MONTHS_PER_YEAR;
use crate::vector::Simd;

/// Vectors in a row. Small enough for a year of rows to stay in the first-level cache.
pub const VECTORS: usize = 8;
/// Lanes of the widest backend's vectors.
pub const MAX_LANES: usize = 16;

/// A value for each path of a block, one path a lane.
pub type Row<V> = [V; VECTORS];
/// A row for each month of a year.
pub type Year<V> = [Row<V>; MONTHS_PER_YEAR];

/// Paths in a block.
#[must_use]
pub fn paths<S: Simd>() -> usize {
    VECTORS * S::LANES
}
