//! Prints the time of one path-month on one core: `cargo run --release --example throughput`.

// The minimum Rust version is the library's; this runs on any recent one.
#![allow(clippy::incompatible_msrv, clippy::cast_precision_loss)]

use std::hint::black_box;
use std::time::Instant;

use trivium_kernel::{simulate, Request};

const MONTHS: usize = 480;
const PATHS: u32 = 20_000;
const ROUNDS: usize = 7;

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
    let mut nanos: Vec<f64> = (0..ROUNDS)
        .map(|_| {
            let start = Instant::now();
            let response = simulate(&request, || false).expect("never stopped");
            black_box(response);
            start.elapsed().as_secs_f64() * 1e9 / (f64::from(PATHS) * MONTHS as f64)
        })
        .collect();
    nanos.sort_by(f64::total_cmp);
    println!("{:.2} ns a path-month, median of {}", nanos[ROUNDS / 2], ROUNDS);
}
