//! The instruction sets that the kernel is compiled for.
//!
//! Unsafe code is in the wrappers of vendor intrinsics and nowhere else. Their types can
//! only be made from a token, and a token only where the processor has the instructions.

#[cfg(any(target_arch = "x86_64", target_arch = "aarch64", target_arch = "wasm32"))]
#[allow(unused_imports, unused_macros)]
mod operators;
pub mod pair;
pub mod scalar;

#[cfg(target_arch = "x86_64")]
#[allow(unsafe_code, clippy::wildcard_imports)]
pub mod avx2;
#[cfg(all(target_arch = "x86_64", feature = "avx512"))]
#[allow(unsafe_code, clippy::incompatible_msrv, clippy::wildcard_imports)]
pub mod avx512;
#[cfg(target_arch = "aarch64")]
#[allow(unsafe_code, clippy::wildcard_imports)]
pub mod neon;
#[cfg(all(target_arch = "wasm32", target_feature = "simd128"))]
#[allow(unsafe_code, clippy::wildcard_imports)]
pub mod simd128;
