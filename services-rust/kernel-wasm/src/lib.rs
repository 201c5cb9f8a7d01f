//! The forecast kernel as a WebAssembly module: plain functions over linear memory, made
//! to be called from `packages/kernel/src/wasm.ts`.
//!
//! A caller writes the months of a request where [`schedule`] says and calls [`simulate`]
//! with the rest of it; the answer stays where [`counts`] says until the next call.

// Names that are exported as they are count as unsafe, for they may collide.
#![allow(unsafe_code)]
#![allow(clippy::must_use_candidate)]

use std::cell::RefCell;
use std::ptr;

use trivium_kernel::limits::MAX_MONTHS;
use trivium_kernel::simulate::trace_path;
use trivium_kernel::{simulate as simulate_shard, Isa, Request, Response, ValidRequest};

/// Version of this interface. The loader refuses any other.
const VERSION: u32 = 1;

/// A module has one thread: one request and one answer at a time.
struct State {
    /// Drift, volatility and flow, each with room for the longest schedule.
    schedule: [[f64; MAX_MONTHS]; 3],
    response: Response,
    trace: [f64; 2],
}

thread_local! {
    static STATE: RefCell<State> = const {
        RefCell::new(State {
            schedule: [[0.0; MAX_MONTHS]; 3],
            response: Response { counts: Vec::new(), depleted_paths: 0, checksum: 0 },
            trace: [0.0; 2],
        })
    };
}

impl State {
    /// The request, unless it breaks the contract.
    fn request(
        &self,
        months: u32,
        initial_balance: f64,
        seed: u64,
        first_path: u64,
        path_count: u32,
    ) -> Option<ValidRequest<'_>> {
        let [drift, volatility, flow] = &self.schedule;
        let months = months as usize;
        let (drift, volatility, flow) =
            (drift.get(..months)?, volatility.get(..months)?, flow.get(..months)?);
        Request { initial_balance, drift, volatility, flow, seed, first_path, path_count }.validate().ok()
    }
}

/// Version of the interface.
#[no_mangle]
pub extern "C" fn version() -> u32 {
    VERSION
}

/// Where a caller writes drift, volatility and flow: three times 1200 doubles.
#[no_mangle]
pub extern "C" fn schedule() -> *mut f64 {
    STATE.with(|state| state.borrow_mut().schedule.as_mut_ptr().cast())
}

/// Simulates a shard of the first `months` of the schedule. False: the request breaks the contract.
#[no_mangle]
pub extern "C" fn simulate(
    months: u32,
    initial_balance: f64,
    seed: u64,
    first_path: u64,
    path_count: u32,
) -> bool {
    STATE.with(|state| {
        let mut state = state.borrow_mut();
        let response = state
            .request(months, initial_balance, seed, first_path, path_count)
            .and_then(|request| simulate_shard(&request, || false).ok());
        let legal = response.is_some();
        if let Some(response) = response {
            state.response = response;
        }
        legal
    })
}

/// The answer's paths by year and bin.
#[no_mangle]
pub extern "C" fn counts() -> *const u32 {
    STATE.with(|state| state.borrow().response.counts.as_ptr())
}

/// The answer's paths whose balance was zero or below at the end of some month.
#[no_mangle]
pub extern "C" fn depleted_paths() -> u32 {
    STATE.with(|state| state.borrow().response.depleted_paths)
}

/// The answer's checksum.
#[no_mangle]
pub extern "C" fn checksum() -> u64 {
    STATE.with(|state| state.borrow().response.checksum)
}

/// Follows one path to two doubles, its final and its lowest balance. Null: the request
/// breaks the contract.
#[no_mangle]
pub extern "C" fn trace(months: u32, initial_balance: f64, seed: u64, path: u64) -> *const f64 {
    STATE.with(|state| {
        let mut state = state.borrow_mut();
        let traced = state
            .request(months, initial_balance, seed, path, 1)
            .map(|request| trace_path(Isa::detect(), &request, path));
        match traced {
            Some((last, lowest)) => {
                state.trace = [last, lowest];
                state.trace.as_ptr()
            }
            None => ptr::null(),
        }
    })
}
