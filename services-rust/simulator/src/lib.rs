//! The hot path and nothing else: stateless, CPU-bound, admission-controlled.
//!
//! A call is admitted or refused at once ([`admission`]), computed on a pool of threads
//! apart from the ones that serve the network ([`pool`]), and stopped when its caller has
//! gone. [`service`] is the adapter between gRPC and the kernel.

#![forbid(unsafe_code)]

pub mod admission;
pub mod messages;
pub mod metrics;
pub mod pool;
pub mod server;
pub mod service;
pub mod settings;
