//! Simulates one shard and ends, for tools that count what a process does:
//! `cargo run --release --example shard -- ISA PATHS`.

use std::env;

use trivium_kernel::{simulate_on, Isa, Request};

const MONTHS: usize = 480;

fn main() {
    let arguments: Vec<String> = env::args().collect();
    let isa: Isa = arguments[1].parse().expect("an instruction set of this processor");
    let request = Request {
        initial_balance: 150_000.0,
        drift: &[0.005; MONTHS],
        volatility: &[0.06; MONTHS],
        flow: &[-900.0; MONTHS],
        seed: 1,
        first_path: 0,
        path_count: arguments[2].parse().expect("a number of paths"),
    };
    let response = simulate_on(isa, &request.validate().expect("legal"), || false).expect("never stopped");
    println!("{:016x}", response.checksum);
}
