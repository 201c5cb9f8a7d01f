//! The choice of an instruction set.

use core::fmt;
use core::str::FromStr;

#[cfg(target_arch = "x86_64")]
use crate::backend::avx2::Avx2;
#[cfg(all(target_arch = "x86_64", feature = "avx512"))]
use crate::backend::avx512::Avx512;
#[cfg(target_arch = "aarch64")]
use crate::backend::neon::Neon;
use crate::backend::pair::Pair;
use crate::backend::scalar::Scalar;
#[cfg(all(target_arch = "wasm32", target_feature = "simd128"))]
use crate::backend::simd128::Simd128;
use crate::vector::{Simd, Work};

/// An instruction set that this processor has. There is no other way to get one than to ask
/// what the processor has, so whoever holds one can use it.
#[derive(Clone, Copy)]
pub struct Isa(Backend);

#[cfg(any(target_arch = "x86_64", target_arch = "aarch64"))]
/// Four machine vectors at a time: enough independent work to hide latency.
type Quad<S> = Pair<Pair<S>>;

#[derive(Clone, Copy)]
enum Backend {
    #[cfg(all(target_arch = "x86_64", feature = "avx512"))]
    Avx512(Quad<Avx512>),
    #[cfg(target_arch = "x86_64")]
    Avx2(Quad<Avx2>),
    #[cfg(target_arch = "aarch64")]
    Neon(Quad<Neon>),
    #[cfg(all(target_arch = "wasm32", target_feature = "simd128"))]
    Simd128(Pair<Simd128>),
    Scalar(Pair<Scalar>),
}

const SCALAR: Isa = Isa(Backend::Scalar(Pair::of(Scalar)));

impl Isa {
    /// Names of those that the kernel is compiled for on this architecture, the fastest first.
    pub const NAMES: &'static [&'static str] = &[
        #[cfg(all(target_arch = "x86_64", feature = "avx512"))]
        "avx512",
        #[cfg(target_arch = "x86_64")]
        "avx2",
        #[cfg(target_arch = "aarch64")]
        "neon",
        #[cfg(all(target_arch = "wasm32", target_feature = "simd128"))]
        "simd128",
        "scalar",
    ];

    /// What this processor has, the fastest first; scalar is always among them.
    pub fn available() -> impl Iterator<Item = Self> {
        let backends = [
            #[cfg(all(target_arch = "x86_64", feature = "avx512"))]
            Avx512::new().map(|simd| Backend::Avx512(quad(simd))),
            #[cfg(target_arch = "x86_64")]
            Avx2::new().map(|simd| Backend::Avx2(quad(simd))),
            #[cfg(target_arch = "aarch64")]
            Neon::new().map(|simd| Backend::Neon(quad(simd))),
            #[cfg(all(target_arch = "wasm32", target_feature = "simd128"))]
            Some(Backend::Simd128(Pair::of(Simd128::new()))),
            Some(SCALAR.0),
        ];
        backends.into_iter().flatten().map(Self)
    }

    /// The fastest that this processor has.
    #[must_use]
    pub fn detect() -> Self {
        Self::available().next().unwrap_or(SCALAR)
    }

    /// Its name, as [`FromStr`] reads it.
    #[must_use]
    pub fn name(self) -> &'static str {
        self.run(Name)
    }

    /// Runs work that is compiled for it.
    pub fn run<W: Work>(self, work: W) -> W::Output {
        match self.0 {
            #[cfg(all(target_arch = "x86_64", feature = "avx512"))]
            Backend::Avx512(simd) => simd.run(work),
            #[cfg(target_arch = "x86_64")]
            Backend::Avx2(simd) => simd.run(work),
            #[cfg(target_arch = "aarch64")]
            Backend::Neon(simd) => simd.run(work),
            #[cfg(all(target_arch = "wasm32", target_feature = "simd128"))]
            Backend::Simd128(simd) => simd.run(work),
            Backend::Scalar(simd) => simd.run(work),
        }
    }
}

#[cfg(any(target_arch = "x86_64", target_arch = "aarch64"))]
fn quad<S: Simd>(simd: S) -> Quad<S> {
    Pair::of(Pair::of(simd))
}

struct Name;

impl Work for Name {
    type Output = &'static str;

    #[inline(always)]
    fn run<S: Simd>(self, _: S) -> &'static str {
        S::NAME
    }
}

/// The name is unknown, or this processor lacks what it names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Unavailable;

impl fmt::Display for Unavailable {
    fn fmt(&self, out: &mut fmt::Formatter) -> fmt::Result {
        out.write_str("not an instruction set of this processor")
    }
}

impl FromStr for Isa {
    type Err = Unavailable;

    fn from_str(name: &str) -> Result<Self, Unavailable> {
        Self::available().find(|isa| isa.name() == name).ok_or(Unavailable)
    }
}

impl fmt::Display for Isa {
    fn fmt(&self, out: &mut fmt::Formatter) -> fmt::Result {
        out.write_str(self.name())
    }
}

impl fmt::Debug for Isa {
    fn fmt(&self, out: &mut fmt::Formatter) -> fmt::Result {
        fmt::Display::fmt(self, out)
    }
}
