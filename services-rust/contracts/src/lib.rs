//! The contracts for Rust: a module for each package of `proto/`, generated when this crate
//! is built.

pub mod bounds;

pub use packages::trivium::*;

#[allow(clippy::all, clippy::pedantic)]
mod packages {
    include!(concat!(env!("OUT_DIR"), "/contracts.rs"));
}

/// Tells callers which contract a program was generated from.
pub mod contract_hash {
    include!("gen/contract_hash.rs");
}

/// The descriptors of all of these, for reflection: an encoded `FileDescriptorSet`.
pub const FILE_DESCRIPTOR_SET: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/descriptors.bin"));
