//! What a server knows of the contract that it serves.

/// A contract. Generated for each server of `trivium-contracts`.
pub trait Contract {
    /// Identifies the contract: equal for both sides when they were generated from the same messages.
    const HASH: &'static str;
    /// Describes the contract and what it imports, for reflection: an encoded `FileDescriptorSet`.
    const DESCRIPTORS: &'static [u8];
}
