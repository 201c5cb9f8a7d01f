//! The loop over blocks of paths.

use alloc::vec;
use alloc::vec::Vec;
use core::cmp::min;

use crate::balance::{Balances, Month};
use crate::block::{Year, LANES};
use crate::histogram::{self, BINS};
use crate::isa::Isa;
use crate::limits::MONTHS_PER_YEAR;
use crate::philox::{self, Keys, Streams, WORDS_PER_COUNTER};
use crate::request::{Request, ValidRequest};
use crate::tail::Tails;
use crate::vector::{Simd, Work};
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
        let mut year_space = YearSpace::new();
        for first in (request.first_path..end).step_by(LANES) {
            let paths = min(end - first, LANES as u64) as usize;
            let mut block = Block::new(simd, request, first, &keys);
            for (year, counts) in response.counts.chunks_exact_mut(BINS).enumerate() {
                if (self.stop)() {
                    return Err(Stopped);
                }
                block.advance(simd, request, year, &mut year_space);
                let counts = counts.try_into().expect("a year of bins");
                histogram::count(simd, counts, &block.balances.now, paths);
            }
            response.add_ends(&block.balances, first, paths);
        }
        Ok(response)
    }
}

impl Response {
    fn add_ends(&mut self, balances: &Balances, first: u64, paths: usize) {
        for (path, (&now, &low)) in (first..).zip(balances.now.iter().zip(&balances.low)).take(paths) {
            self.depleted_paths += u32::from(low <= 0.0);
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
        let mut year_space = YearSpace::new();
        let mut block = Block::new(simd, self.request, self.path, &keys);
        for year in 0..self.request.drift.len() / MONTHS_PER_YEAR {
            block.advance(simd, self.request, year, &mut year_space);
        }
        (block.balances.now[0], block.balances.low[0])
    }
}

/// What the stages of a year hand on, from block to block in the same memory.
#[repr(C, align(64))]
struct YearSpace {
    words: Year<u64>,
    normals: Year<f64>,
    tails: Tails,
}

impl YearSpace {
    fn new() -> Self {
        Self {
            words: [0; MONTHS_PER_YEAR * LANES],
            normals: [0.0; MONTHS_PER_YEAR * LANES],
            tails: Tails::default(),
        }
    }
}

/// A block of paths on its way. A short block computes idle lanes too.
#[repr(C, align(64))]
struct Block<'a> {
    balances: Balances,
    streams: Streams,
    keys: &'a Keys,
}

impl<'a> Block<'a> {
    #[inline(always)]
    fn new<S: Simd>(simd: S, request: &Request, first_path: u64, keys: &'a Keys) -> Self {
        let balances = Balances::new(request.initial_balance);
        Self { balances, streams: Streams::new(simd, first_path, keys), keys }
    }

    /// Lives through a year, stage by stage.
    #[inline(always)]
    fn advance<S: Simd>(&mut self, simd: S, request: &Request, year: usize, space: &mut YearSpace) {
        let YearSpace { words, normals, tails } = space;
        self.streams.fill(simd, words, year as u64 * COUNTERS_PER_YEAR, self.keys);
        normal::fill(simd, normals, words, tails);
        for (month, normals) in (year * MONTHS_PER_YEAR..).zip(normals.chunks_exact(LANES)) {
            let month = Month {
                drift: request.drift[month],
                volatility: request.volatility[month],
                flow: request.flow[month],
            };
            self.balances.advance(simd, month, normals);
        }
    }
}
