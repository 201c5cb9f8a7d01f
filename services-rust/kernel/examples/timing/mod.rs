//! Time in nanoseconds and in cycles, on a machine that others use too: the least of many
//! interleaved rounds, each beside a measurement of the clock.

use std::hint::black_box;
use std::time::Instant;

/// Dependent 64-bit multiplications, three cycles each on x86-64 and most others.
const CHAIN: u32 = 20_000;
const CYCLES_PER_MULTIPLICATION: f64 = 3.0;

/// The least that a piece of work took so far.
#[derive(Clone, Copy)]
pub struct Least {
    /// Of a unit of the work.
    pub nanos: f64,
    cycle_nanos: f64,
}

impl Least {
    pub const NONE: Self = Self { nanos: f64::INFINITY, cycle_nanos: f64::INFINITY };

    /// Of a unit of the work.
    pub fn cycles(&self) -> f64 {
        self.nanos / self.cycle_nanos
    }

    /// Times the work once more. `units` are what it consists of, such as path-months.
    #[inline(always)]
    pub fn time<T>(&mut self, units: f64, work: impl FnOnce() -> T) {
        let start = Instant::now();
        black_box(work());
        self.nanos = self.nanos.min(nanos_since(start) / units);
        self.cycle_nanos = self.cycle_nanos.min(cycle_nanos());
    }
}

fn cycle_nanos() -> f64 {
    let start = Instant::now();
    let mut product = black_box(3_u64);
    for _ in 0..CHAIN {
        product = product.wrapping_mul(product);
    }
    black_box(product);
    nanos_since(start) / (f64::from(CHAIN) * CYCLES_PER_MULTIPLICATION)
}

fn nanos_since(start: Instant) -> f64 {
    start.elapsed().as_secs_f64() * 1e9
}
