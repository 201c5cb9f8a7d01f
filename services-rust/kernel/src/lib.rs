//! The forecast kernel.
//!
//! A balance is followed month by month along many random paths, and the kernel counts
//! where the paths end up. It is a pure function: the same request has the same bits in
//! every implementation, on every processor, however the paths are split into shards.
//! `docs/contract.md` is the contract; twins live in `services-go/internal/kernel` and
//! `packages/kernel`, with the same file names.
//!
//! # How it works
//!
//! Each month of each path takes one 32-bit word from a counter-based generator
//! ([`philox`]; Salmon et al., *Parallel random numbers: as easy as 1, 2, 3*, 2011), so any
//! path can be computed anywhere without shared state. The word becomes a standard
//! normal by a rational approximation of the quantile function, with a separate polynomial
//! for the tails ([`normal`]). The month's growth is 2 to the power of
//! `drift + volatility * z` ([`exp2`]). The balance grows, the flow is added, and it stops
//! at zero ([`balance`]). At the end of each year it falls into one of 512 bins, sixteen
//! an octave ([`histogram`]), and at the end of the path its bits go into a checksum
//! ([`checksum`]) that changes when any bit does.
//!
//! Only `+ - * /`, `sqrt`, comparisons and integer operations are used, in a stated order,
//! never fused: IEEE 754 fixes each result, so compilers cannot disagree.
//!
//! # Shape
//!
//! [`simulate`](simulate::simulate) walks over blocks of paths; within a block each stage
//! runs over one year of months before the next stage begins. Stages are written once over
//! a small trait of vectors ([`vector`]), one path a lane, and compiled for each instruction
//! set in [`backend`]; [`Isa`] is the choice among them. `docs/kernel-performance.md` says
//! what each stage costs.

#![no_std]
#![deny(unsafe_code)]
// Words, lanes and bins change types all the time; tests compare every bit.
#![allow(
    clippy::cast_possible_truncation,
    clippy::cast_possible_wrap,
    clippy::cast_precision_loss,
    clippy::cast_sign_loss
)]

extern crate alloc;
#[cfg(feature = "std")]
extern crate std;

pub mod backend;
pub mod balance;
pub mod block;
pub mod checksum;
pub mod exp2;
pub mod histogram;
pub mod isa;
pub mod limits;
pub mod merge;
pub mod normal;
pub mod philox;
pub mod polynomial;
pub mod request;
pub mod simulate;
#[cfg(any(test, not(feature = "std")))]
mod square_root;
pub mod tail;
pub mod vector;

pub use isa::Isa;
pub use merge::Merged;
pub use request::{FieldError, Request, ValidRequest};
pub use simulate::{simulate, simulate_on, Response, Stopped};
