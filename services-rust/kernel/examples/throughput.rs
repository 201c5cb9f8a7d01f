//! Prints the time of one path-month on one core: `cargo run --release --example throughput`.

// The minimum Rust version is the library's; this runs on any recent one.
#![allow(clippy::incompatible_msrv, clippy::cast_precision_loss)]

mod timing;

use timing::Least;
use trivium_kernel::{simulate_on, Isa, Request};

const MONTHS: usize = 480;
const PATHS: u32 = 4096;
const ROUNDS: usize = 50;

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
    let isas: Vec<Isa> = Isa::available().collect();
    let mut times = vec![Least::NONE; isas.len()];
    for _ in 0..ROUNDS {
        for (&isa, least) in isas.iter().zip(&mut times) {
            least.time(f64::from(PATHS) * MONTHS as f64, || simulate_on(isa, &request, || false));
        }
    }
    let scalar = times[isas.len() - 1];
    println!("{:12}{:>12}{:>12}{:>12}", "", "ns", "cycles", "of scalar");
    for (isa, least) in isas.iter().zip(&times) {
        let ratio = scalar.nanos / least.nanos;
        println!("{:12}{:12.2}{:12.2}{:11.1}x", isa.name(), least.nanos, least.cycles(), ratio);
    }
}
