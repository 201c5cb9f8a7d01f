//! Between the contract's messages and the kernel's types.

use std::time::Duration;

use trivium_contracts::simulation::v1::{Build, Histogram, SimulateRequest, SimulateResponse, CONTRACT_HASH};
use trivium_kernel::histogram::BINS;
use trivium_kernel::{Isa, Request, Response};

/// The kernel's view of a request.
#[must_use]
pub fn request(message: &SimulateRequest) -> Request<'_> {
    Request {
        initial_balance: message.initial_balance,
        drift: &message.drift,
        volatility: &message.volatility,
        flow: &message.flow,
        seed: message.seed,
        first_path: message.first_path,
        path_count: message.path_count,
    }
}

/// The answer to a request, with who computed it.
#[must_use]
pub fn response(response: &Response, isa: Isa, compute: Duration) -> SimulateResponse {
    SimulateResponse {
        years: response.counts.chunks_exact(BINS).map(histogram).collect(),
        depleted_paths: response.depleted_paths,
        checksum: response.checksum,
        build: Some(build(isa)),
        compute_nanos: u64::try_from(compute.as_nanos()).unwrap_or(u64::MAX),
    }
}

/// The identity of this implementation on an instruction set.
#[must_use]
pub fn build(isa: Isa) -> Build {
    Build {
        implementation: "rust".to_owned(),
        build_id: env!("BUILD_ID").to_owned(),
        instruction_set: isa.name().to_owned(),
        contract_hash: CONTRACT_HASH.to_owned(),
    }
}

/// Leaves out the empty bins at both ends.
#[allow(clippy::cast_possible_truncation)]
fn histogram(counts: &[u32]) -> Histogram {
    let first = counts.iter().position(|&count| count > 0).unwrap_or(0);
    let end = counts.iter().rposition(|&count| count > 0).map_or(first, |last| last + 1);
    Histogram { first_bin: first as u32, counts: counts[first..end].to_vec() }
}
