//! Prints the time of one path-month on one core: `cargo run --release --example throughput`.

// The minimum Rust version is the library's; this runs on any recent one.
#![allow(clippy::incompatible_msrv, clippy::cast_precision_loss)]

use std::hint::black_box;
use std::time::Instant;

use trivium_kernel::{simulate_on, Isa, Request};

const MONTHS: usize = 480;
const PATHS: u32 = 4096;
const ROUNDS: usize = 40;

fn cycle_nanos() -> f64 {
    // a chain of dependent multiplications, three cycles each
    let n = 200_000u64;
    let mut best = f64::MAX;
    for _ in 0..3 {
        let start = Instant::now();
        let mut x = black_box(3u64);
        for _ in 0..n / 10 {
            for _ in 0..10 { x = black_box_mul(x); }
        }
        black_box(x);
        best = best.min(start.elapsed().as_secs_f64() * 1e9 / (n as f64 * 3.0));
    }
    best
}
#[inline(always)]
fn black_box_mul(x: u64) -> u64 { let y: u64; unsafe { std::arch::asm!("imul {0}, {0}", inout(reg) x => y, options(pure, nomem, nostack)) }; y }

fn main() {
    let request = Request {
        initial_balance: 150_000.0,
        drift: &[0.005; MONTHS],
        volatility: &[0.06; MONTHS],
        flow: &[-900.0; MONTHS],
        seed: 1,
        first_path: 0,
        path_count: PATHS,
    }
    .validate()
    .expect("a legal request");
    let isas = Isa::available();
    let mut best = vec![(f64::MAX, f64::MAX); isas.len()];
    for _ in 0..ROUNDS {
        for (isa, best) in isas.iter().zip(&mut best) {
            let c0 = cycle_nanos();
            let start = Instant::now();
            let response = simulate_on(*isa, &request, || false).expect("never stopped");
            black_box(response);
            let ns = start.elapsed().as_secs_f64() * 1e9 / (f64::from(PATHS) * MONTHS as f64);
            let c = cycle_nanos().min(c0);
            best.0 = best.0.min(ns);
            best.1 = best.1.min(ns / c);
        }
    }
    for (isa, best) in isas.iter().zip(&best) {
        println!("{:8} {:.2} ns {:.2} cycles", isa.name(), best.0, best.1);
    }
}
