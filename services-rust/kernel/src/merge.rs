//! Exact merging of shards.

use alloc::vec;
use alloc::vec::Vec;

use crate::histogram::BINS;
use crate::simulate::Response;

/// Any number of shards of one schedule, merged.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Merged {
    /// Paths by year and bin: `counts[year * 512 + bin]`.
    pub counts: Vec<u64>,
    /// Paths whose balance was zero or below at the end of some month.
    pub depleted_paths: u64,
    /// Sum of the shards' checksums, modulo 2^64.
    pub checksum: u64,
}

impl Merged {
    /// No shards yet.
    #[must_use]
    pub fn new(years: usize) -> Self {
        Self { counts: vec![0; years * BINS], depleted_paths: 0, checksum: 0 }
    }

    /// Adds a shard. The order of shards does not matter.
    ///
    /// # Panics
    /// When the shard has another number of years.
    pub fn add(&mut self, shard: &Response) {
        assert_eq!(self.counts.len(), shard.counts.len(), "shards of one schedule");
        for (sum, &count) in self.counts.iter_mut().zip(&shard.counts) {
            *sum += u64::from(count);
        }
        self.depleted_paths += u64::from(shard.depleted_paths);
        self.checksum = self.checksum.wrapping_add(shard.checksum);
    }
}
