//! The contracts for Rust, generated from `proto/` when this crate is built.

/// Reasons of errors.
pub mod errors {
    /// Version 1.
    #[allow(clippy::all, clippy::pedantic)]
    pub mod v1 {
        tonic::include_proto!("trivium.errors.v1");
    }
}

/// The hot path.
pub mod simulation {
    /// Version 1.
    #[allow(clippy::all, clippy::pedantic)]
    pub mod v1 {
        tonic::include_proto!("trivium.simulation.v1");
    }
}

/// The identity of each contract that has a service, for callers that ask what a program was
/// generated from.
pub mod contract_hash {
    include!("gen/contract_hash.rs");
}

/// The descriptors of all of these, for reflection: an encoded `FileDescriptorSet`.
pub const FILE_DESCRIPTOR_SET: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/descriptors.bin"));
