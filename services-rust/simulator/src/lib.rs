//! The hot path and nothing else: stateless, CPU-bound, admission-controlled.
//!
//! [`service`] is the adapter between gRPC and the kernel, which computes on the chassis's
//! workers.

#![forbid(unsafe_code)]

pub mod messages;
pub mod metrics;
pub mod server;
pub mod service;
pub mod settings;
