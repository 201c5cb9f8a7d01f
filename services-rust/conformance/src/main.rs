//! Conformance cases in, answers out, one JSON object a line; the protocol is described
//! in `tests/conformance/README.md`. `TRIVIUM_ISA` names the instruction set to answer with;
//! `trivium-conformance isas` prints the ones that this processor has.

use std::env;
use std::io::{self, BufRead, Write};
use std::time::Instant;

use serde::{Deserialize, Serialize};
use trivium_kernel::histogram::BINS;
use trivium_kernel::simulate::trace_path;
use trivium_kernel::{simulate_on, FieldError, Isa, Request, ValidRequest};

/// A double or an integer as hexadecimal bits.
type Hex = String;
type Error = Box<dyn std::error::Error>;

#[derive(Deserialize)]
struct Case {
    name: String,
    initial_balance: Hex,
    drift: Vec<(Hex, usize)>,
    volatility: Vec<(Hex, usize)>,
    flow: Vec<(Hex, usize)>,
    seed: Hex,
    first_path: String,
    path_count: u32,
}

#[derive(Serialize)]
struct Answer {
    name: String,
    first_path_final: Hex,
    first_path_lowest: Hex,
    depleted_paths: u32,
    checksum: Hex,
    years: Vec<Vec<(usize, u32)>>,
    /// Time that the kernel took.
    nanos: u128,
}

#[derive(Serialize)]
struct Refusal {
    name: String,
    error: Vec<Fault>,
}

#[derive(Serialize)]
struct Fault {
    field: &'static str,
    description: String,
}

fn main() -> Result<(), Error> {
    let mut output = io::stdout().lock();
    if env::args().nth(1).as_deref() == Some("isas") {
        for isa in Isa::available() {
            writeln!(output, "{isa}")?;
        }
        return Ok(());
    }
    let isa = chosen_isa()?;
    for line in io::stdin().lock().lines() {
        writeln!(output, "{}", answer_line(isa, &line?)?)?;
    }
    Ok(())
}

fn chosen_isa() -> Result<Isa, Error> {
    match env::var("TRIVIUM_ISA") {
        Ok(name) if !name.is_empty() => {
            name.parse().map_err(|fault| format!("TRIVIUM_ISA: {name} is {fault}").into())
        }
        _ => Ok(Isa::detect()),
    }
}

fn answer_line(isa: Isa, line: &str) -> Result<String, Error> {
    let case: Case = serde_json::from_str(line)?;
    let (drift, volatility, flow) = (months(&case.drift)?, months(&case.volatility)?, months(&case.flow)?);
    let request = Request {
        initial_balance: double(&case.initial_balance)?,
        drift: &drift,
        volatility: &volatility,
        flow: &flow,
        seed: bits(&case.seed)?,
        first_path: case.first_path.parse()?,
        path_count: case.path_count,
    };
    Ok(match request.validate() {
        Ok(request) => serde_json::to_string(&answer(isa, case.name, &request))?,
        Err(faults) => serde_json::to_string(&refusal(case.name, faults))?,
    })
}

fn answer(isa: Isa, name: String, request: &ValidRequest) -> Answer {
    let (last, lowest) = trace_path(isa, request, request.get().first_path);
    let start = Instant::now();
    let response = simulate_on(isa, request, || false).expect("never told to stop");
    let nanos = start.elapsed().as_nanos();
    Answer {
        name,
        first_path_final: hex(last.to_bits()),
        first_path_lowest: hex(lowest.to_bits()),
        depleted_paths: response.depleted_paths,
        checksum: hex(response.checksum),
        years: response.counts.chunks_exact(BINS).map(occupied_bins).collect(),
        nanos,
    }
}

fn refusal(name: String, faults: Vec<FieldError>) -> Refusal {
    let error = faults.into_iter().map(|f| Fault { field: f.field, description: f.description }).collect();
    Refusal { name, error }
}

fn occupied_bins(counts: &[u32]) -> Vec<(usize, u32)> {
    counts.iter().copied().enumerate().filter(|&(_, count)| count > 0).collect()
}

fn months(runs: &[(Hex, usize)]) -> Result<Vec<f64>, Error> {
    let mut months = Vec::new();
    for (value, count) in runs {
        months.resize(months.len() + count, double(value)?);
    }
    Ok(months)
}

fn double(hex: &str) -> Result<f64, Error> {
    Ok(f64::from_bits(bits(hex)?))
}

fn bits(hex: &str) -> Result<u64, Error> {
    Ok(u64::from_str_radix(hex, 16)?)
}

fn hex(bits: u64) -> Hex {
    format!("{bits:016x}")
}
