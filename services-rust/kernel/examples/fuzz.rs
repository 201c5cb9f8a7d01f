//! Compares every backend with the scalar one on random requests:
//! `cargo run --release --example fuzz -- [FIRST_NUMBER [CASES]]`, without end unless told
//! how many. Stops at the first difference and prints the request.

// The minimum Rust version is the library's; this runs on any recent one.
#![allow(clippy::cast_possible_truncation, clippy::cast_precision_loss, clippy::incompatible_msrv)]

#[allow(dead_code)]
#[path = "../tests/backends/differential.rs"]
mod differential;

use std::env;
use std::num::ParseIntError;
use std::process::ExitCode;

use differential::Case;
use trivium_kernel::Isa;

const CASES_A_LINE: u64 = 2000;

fn main() -> ExitCode {
    let (first, end) = match (argument(1, 0), argument(2, u64::MAX)) {
        (Ok(first), Ok(cases)) => (first, first.saturating_add(cases)),
        (Err(error), _) | (_, Err(error)) => {
            eprintln!("FIRST_NUMBER and CASES must be whole numbers: {error}");
            return ExitCode::from(2);
        }
    };
    match compare(first, end) {
        Ok(checksum) => {
            println!("all alike, checksum {checksum:016x}");
            ExitCode::SUCCESS
        }
        Err(difference) => {
            println!("{difference}");
            ExitCode::FAILURE
        }
    }
}

fn argument(index: usize, default: u64) -> Result<u64, ParseIntError> {
    env::args().nth(index).map_or(Ok(default), |text| text.parse())
}

/// The sum of the cases' checksums, or the first difference.
fn compare(first: u64, end: u64) -> Result<u64, String> {
    let (mut path_months, mut checksum) = (0, 0_u64);
    for number in first..end {
        let case = Case::random(number);
        let answers = Isa::available().map(|isa| case.compare(isa)).collect::<Result<Vec<_>, _>>()?;
        checksum = checksum.wrapping_add(answers[0].checksum);
        path_months += case.path_months();
        if number % CASES_A_LINE == CASES_A_LINE - 1 {
            println!("{:.2e} path-months alike, up to number {number}", path_months as f64);
        }
    }
    Ok(checksum)
}
