//! What every Rust service shares. The Go and the TypeScript chassis have the same parts
//! under the same names.

#![forbid(unsafe_code)]

pub mod config;
pub mod drain;
pub mod errors;
pub mod health;
pub mod log;
pub mod metrics;
pub mod trace;
