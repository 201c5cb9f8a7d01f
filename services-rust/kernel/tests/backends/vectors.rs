//! The known answers of the contract: `tests/conformance` at the root.

use serde::Deserialize;
use trivium_kernel::histogram::BINS;
use trivium_kernel::simulate::trace_path;
use trivium_kernel::{simulate_on, Isa, Request};

#[derive(Deserialize)]
struct Case {
    name: String,
    initial_balance: String,
    drift: Vec<(String, usize)>,
    volatility: Vec<(String, usize)>,
    flow: Vec<(String, usize)>,
    seed: String,
    first_path: String,
    path_count: u32,
    first_path_final: String,
    first_path_lowest: String,
    depleted_paths: u32,
    checksum: String,
    years: Vec<Vec<(usize, u32)>>,
}

fn bits(hex: &str) -> u64 {
    u64::from_str_radix(hex, 16).expect("hexadecimal bits")
}

fn double(hex: &str) -> f64 {
    f64::from_bits(bits(hex))
}

fn months(runs: &[(String, usize)]) -> Vec<f64> {
    runs.iter().flat_map(|(value, months)| vec![double(value); *months]).collect()
}

fn year_counts(years: &[Vec<(usize, u32)>]) -> Vec<u32> {
    let mut counts = vec![0; years.len() * BINS];
    for (year, bins) in years.iter().enumerate() {
        for &(bin, count) in bins {
            counts[year * BINS + bin] = count;
        }
    }
    counts
}

/// Every case, in every field of the answer.
pub fn every_vector(isa: Isa) {
    let cases: Vec<Case> =
        serde_json::from_str(include_str!("../../../../tests/conformance/vectors.json")).unwrap();
    for case in cases {
        let (drift, volatility, flow) = (months(&case.drift), months(&case.volatility), months(&case.flow));
        let request = Request {
            initial_balance: double(&case.initial_balance),
            drift: &drift,
            volatility: &volatility,
            flow: &flow,
            seed: bits(&case.seed),
            first_path: case.first_path.parse().unwrap(),
            path_count: case.path_count,
        }
        .validate()
        .expect("vectors are legal");

        let (last, lowest) = trace_path(isa, &request, request.get().first_path);
        assert_eq!(last.to_bits(), bits(&case.first_path_final), "first_path_final of {}", case.name);
        assert_eq!(lowest.to_bits(), bits(&case.first_path_lowest), "first_path_lowest of {}", case.name);

        let response = simulate_on(isa, &request, || false).expect("never stopped");
        assert!(response.counts == year_counts(&case.years), "years of {}", case.name);
        assert_eq!(response.depleted_paths, case.depleted_paths, "depleted_paths of {}", case.name);
        assert_eq!(response.checksum, bits(&case.checksum), "checksum of {}", case.name);
    }
}
