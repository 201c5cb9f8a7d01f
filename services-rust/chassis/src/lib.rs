//! What every Rust service shares. The Go and the TypeScript chassis have the same parts
//! under the same names.
//!
//! [`process`] is a service's `main`; [`server`] serves its [`contract`] with health, reflection
//! and an admin port, says with every response which build gave it ([`identity`]), and
//! drains. [`calls`] counts what is asked of it. A service that computes has [`workers`]: a
//! call is admitted or refused at once ([`admission`]), computed on threads apart from the
//! ones that serve the network ([`pool`]), and stopped when its caller has gone. [`running`]
//! is for tests.

#![forbid(unsafe_code)]

pub mod admission;
pub mod bounds;
pub mod calls;
pub mod config;
pub mod contract;
pub mod drain;
pub mod errors;
pub mod health;
pub mod identity;
pub mod log;
pub mod metrics;
pub mod pool;
pub mod process;
pub mod running;
pub mod server;
pub mod trace;
pub mod workers;
