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

/// Drift, volatility and flow, each with room for the longest schedule.
type Schedule = [[f64; MAX_MONTHS]; 3];

// A module has one thread: one request and one answer at a time.
thread_local! {
    static SCHEDULE: RefCell<Schedule> = const { RefCell::new([[0.0; MAX_MONTHS]; 3]) };
    static ANSWER: RefCell<Response> =
        const { RefCell::new(Response { counts: Vec::new(), depleted_paths: 0, checksum: 0 }) };
    static TRACE: RefCell<[f64; 2]> = const { RefCell::new([0.0; 2]) };
}

/// Version of the interface.
#[no_mangle]
pub extern "C" fn version() -> u32 {
    VERSION
}

/// Where a caller writes drift, volatility and flow: three times 1200 doubles.
#[no_mangle]
pub extern "C" fn schedule() -> *mut f64 {
    SCHEDULE.with(|schedule| schedule.borrow_mut().as_mut_ptr().cast())
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
    SCHEDULE.with(|schedule| {
        let schedule = schedule.borrow();
        let request = request(&schedule, months, initial_balance, seed, first_path, path_count);
        match request.and_then(|request| simulate_shard(&request, || false).ok()) {
            Some(response) => {
                ANSWER.with(|answer| answer.replace(response));
                true
            }
            None => false,
        }
    })
}

/// The answer's paths by year and bin.
#[no_mangle]
pub extern "C" fn counts() -> *const u32 {
    ANSWER.with(|answer| answer.borrow().counts.as_ptr())
}

/// The answer's paths whose balance was zero or below at the end of some month.
#[no_mangle]
pub extern "C" fn depleted_paths() -> u32 {
    ANSWER.with(|answer| answer.borrow().depleted_paths)
}

/// The answer's checksum.
#[no_mangle]
pub extern "C" fn checksum() -> u64 {
    ANSWER.with(|answer| answer.borrow().checksum)
}

/// Follows one path to two doubles, its final and its lowest balance. Null: the request
/// breaks the contract.
#[no_mangle]
pub extern "C" fn trace(months: u32, initial_balance: f64, seed: u64, path: u64) -> *const f64 {
    SCHEDULE.with(|schedule| {
        let schedule = schedule.borrow();
        let request = request(&schedule, months, initial_balance, seed, path, 1);
        request.map_or(ptr::null(), |request| {
            let (last, lowest) = trace_path(Isa::detect(), &request, path);
            TRACE.with(|trace| {
                trace.replace([last, lowest]);
                trace.as_ptr().cast()
            })
        })
    })
}

/// The request, unless it breaks the contract.
fn request(
    [drift, volatility, flow]: &Schedule,
    months: u32,
    initial_balance: f64,
    seed: u64,
    first_path: u64,
    path_count: u32,
) -> Option<ValidRequest<'_>> {
    let months = months as usize;
    let (drift, volatility, flow) = (drift.get(..months)?, volatility.get(..months)?, flow.get(..months)?);
    Request { initial_balance, drift, volatility, flow, seed, first_path, path_count }.validate().ok()
}
