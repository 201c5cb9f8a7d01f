//! The loop over blocks of paths.

use alloc::vec;
use alloc::vec::Vec;
use core::cmp::min;

use crate::balance::{Balances, Month};
use crate::block::{self, Year, MAX_LANES, VECTORS};
use crate::histogram::{self, BINS};
use crate::isa::Isa;
use crate::limits::MONTHS_PER_YEAR;
use crate::philox::{self, Keys, Streams, WORDS_PER_COUNTER};
use crate::request::{Request, ValidRequest};
use crate::vector::{Doubles, Simd, Words, Work};
use crate::{checksum, normal};

const COUNTERS_PER_YEAR: u64 = (MONTHS_PER_YEAR / WORDS_PER_COUNTER) as u64;

/// The outcome of a shard. Integers only, so shards merge exactly and in any order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Response {
    /// Paths by year and bin: `counts[year * 512 + bin]`.
    pub counts: Vec<u32>,
    /// Paths whose balance was zero or below at the end of some month.
    pub depleted_paths: u32,
    /// Sum of the paths' hashes, modulo 2^64.
    pub checksum: u64,
}

/// The caller asked to stop; what was computed is dropped.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stopped;

/// Simulates a shard on the best instruction set of this processor.
///
/// # Errors
/// [`Stopped`] as soon as `stop` says so.
pub fn simulate(request: &ValidRequest, stop: impl Fn() -> bool) -> Result<Response, Stopped> {
    simulate_on(Isa::detect(), request, stop)
}

/// Simulates a shard on an instruction set. Allocates the response and nothing else.
///
/// `stop` is asked before each year of each block of paths: every few microseconds.
///
/// # Errors
/// [`Stopped`] as soon as `stop` says so.
pub fn simulate_on(isa: Isa, request: &ValidRequest, stop: impl Fn() -> bool) -> Result<Response, Stopped> {
    isa.run(Shard { request: request.get(), stop })
}

/// Follows one path of a request and returns its final and its lowest balance. For
/// finding faults; not part of a response.
#[must_use]
pub fn trace_path(isa: Isa, request: &ValidRequest, path: u64) -> (f64, f64) {
    isa.run(Trace { request: request.get(), path })
}

struct Shard<'a, F> {
    request: &'a Request<'a>,
    stop: F,
}

impl<F: Fn() -> bool> Work for Shard<'_, F> {
    type Output = Result<Response, Stopped>;

    #[inline(always)]
    fn run<S: Simd>(self, simd: S) -> Self::Output {
        let request = self.request;
        let years = request.drift.len() / MONTHS_PER_YEAR;
        let mut response = Response { counts: vec![0; years * BINS], depleted_paths: 0, checksum: 0 };
        let keys = philox::keys(request.seed);
        let end = request.first_path + u64::from(request.path_count);
        let mut first = request.first_path;
        while first < end {
            let paths = min(end - first, block::paths::<S>() as u64) as usize;
            let mut block = Block::new(simd, request, first, &keys);
            for (year, counts) in response.counts.chunks_exact_mut(BINS).enumerate() {
                if (self.stop)() {
                    return Err(Stopped);
                }
                block.advance(simd, request, year, &keys);
                histogram::count(simd, counts.try_into().expect("a year of bins"), &block.balances.now, paths);
            }
            response.add_ends(&block, first, paths);
            first += paths as u64;
        }
        Ok(response)
    }
}

impl Response {
    #[inline(always)]
    fn add_ends<S: Simd>(&mut self, block: &Block<S>, first: u64, paths: usize) {
        let (mut now, mut low) = ([0; VECTORS * MAX_LANES], [0; VECTORS * MAX_LANES]);
        for (out, vector) in now.chunks_exact_mut(S::LANES).zip(block.balances.now) {
            vector.to_bits().write(out);
        }
        for (out, vector) in low.chunks_exact_mut(S::LANES).zip(block.balances.low) {
            vector.to_bits().write(out);
        }
        for (path, (&now, &low)) in (first..).zip(now.iter().zip(&low)).take(paths) {
            self.depleted_paths += u32::from(f64::from_bits(low) <= 0.0);
            self.checksum = self.checksum.wrapping_add(checksum::path_hash(path, now, low));
        }
    }
}

struct Trace<'a> {
    request: &'a Request<'a>,
    path: u64,
}

impl Work for Trace<'_> {
    type Output = (f64, f64);

    #[inline(always)]
    fn run<S: Simd>(self, simd: S) -> (f64, f64) {
        let keys = philox::keys(self.request.seed);
        let mut block = Block::new(simd, self.request, self.path, &keys);
        for year in 0..self.request.drift.len() / MONTHS_PER_YEAR {
            block.advance(simd, self.request, year, &keys);
        }
        let first = |vector: S::F64| {
            let mut lanes = [0; MAX_LANES];
            vector.to_bits().write(&mut lanes[..S::LANES]);
            f64::from_bits(lanes[0])
        };
        (first(block.balances.now[0]), first(block.balances.low[0]))
    }
}

/// A block of paths on its way. A short block computes idle lanes too.
struct Block<S: Simd> {
    streams: Streams<S::U64>,
    balances: Balances<S::F64>,
    words: Year<S::U64>,
}

impl<S: Simd> Block<S> {
    #[inline(always)]
    fn new(simd: S, request: &Request, first_path: u64, keys: &Keys) -> Self {
        let mut paths = [0; MAX_LANES];
        for (path, lane) in (first_path..).zip(&mut paths) {
            *lane = path;
        }
        Self {
            streams: Streams::new(simd, simd.read(&paths), keys),
            balances: Balances::new(simd, request.initial_balance),
            words: [[simd.splat_word(0); VECTORS]; MONTHS_PER_YEAR],
        }
    }

    #[inline(always)]
    fn advance(&mut self, simd: S, request: &Request, year: usize, keys: &Keys) {
        self.streams.fill(simd, &mut self.words, year as u64 * COUNTERS_PER_YEAR, keys);
        let mut normals = [simd.splat(0.0); VECTORS];
        for (month, words) in (year * MONTHS_PER_YEAR..).zip(&self.words) {
            normal::fill(simd, &mut normals, words);
            let month = Month {
                drift: request.drift[month],
                volatility: request.volatility[month],
                flow: request.flow[month],
            };
            self.balances.advance(simd, month, &normals);
        }
    }
}
