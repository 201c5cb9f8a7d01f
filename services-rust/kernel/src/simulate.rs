//! The loop over blocks of paths.

use std::cmp::min;

use crate::balance::Balances;
use crate::block::{Words, Year, LANES};
use crate::histogram::BINS;
use crate::limits::MONTHS_PER_YEAR;
use crate::request::{Request, ValidRequest};
use crate::{checksum, exp2, histogram, normal, philox};

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

/// Simulates a shard. Allocates the response and nothing else.
///
/// `stop` is asked before each block of paths, at least every 38,400 path-months: less
/// than a millisecond of work.
///
/// # Errors
/// [`Stopped`] as soon as `stop` says so.
pub fn simulate(request: &ValidRequest, stop: impl Fn() -> bool) -> Result<Response, Stopped> {
    let mut response = Response { counts: vec![0; request.years() * BINS], depleted_paths: 0, checksum: 0 };
    let request = request.get();
    let end = request.first_path + u64::from(request.path_count);
    let mut first = request.first_path;
    while first < end {
        if stop() {
            return Err(Stopped);
        }
        #[allow(clippy::cast_possible_truncation)]
        let paths = min(end - first, LANES as u64) as usize;
        simulate_block(request, first, paths, &mut response);
        first += paths as u64;
    }
    Ok(response)
}

/// Follows one path of a request and returns its final and its lowest balance. For
/// finding faults; not part of a response.
#[must_use]
pub fn trace_path(request: &ValidRequest, path: u64) -> (f64, f64) {
    let balances = run_block(request.get(), path, |_, _| ());
    (balances.now[0], balances.low[0])
}

fn simulate_block(request: &Request, first: u64, paths: usize, response: &mut Response) {
    let counts = &mut response.counts;
    let balances = run_block(request, first, |year, now| {
        histogram::count(&mut counts[year * BINS..][..BINS], &now[..paths]);
    });
    for (path, (&now, &low)) in (first..).zip(balances.now.iter().zip(&balances.low)).take(paths) {
        response.depleted_paths += u32::from(low <= 0.0);
        response.checksum = response.checksum.wrapping_add(checksum::path_hash(path, now, low));
    }
}

/// Runs every stage over a block, year by year. A short block computes idle lanes too.
fn run_block(request: &Request, first: u64, mut year_end: impl FnMut(usize, &[f64])) -> Balances {
    #[allow(clippy::cast_possible_truncation)]
    const COUNTERS_PER_YEAR: u32 = (MONTHS_PER_YEAR / philox::WORDS_PER_COUNTER) as u32;
    let key = philox::halves(request.seed);
    let mut words: Words = [[0; LANES]; MONTHS_PER_YEAR];
    let mut months: Year = [[0.0; LANES]; MONTHS_PER_YEAR];
    let mut balances = Balances::new(request.initial_balance);
    let mut counter = 0;
    let years = request
        .drift
        .chunks_exact(MONTHS_PER_YEAR)
        .zip(request.volatility.chunks_exact(MONTHS_PER_YEAR))
        .zip(request.flow.chunks_exact(MONTHS_PER_YEAR));
    for (year, ((drift, volatility), flow)) in years.enumerate() {
        philox::fill(&mut words, first, counter, key);
        normal::fill(&mut months, &words);
        exp2::grow(&mut months, drift, volatility);
        balances.advance(&months, flow);
        year_end(year, &balances.now);
        counter += COUNTERS_PER_YEAR;
    }
    balances
}
