//! The choice of an instruction set.

use alloc::vec::Vec;
use core::fmt;
use core::str::FromStr;

use crate::backend::pair::Pair;
use crate::backend::scalar::Scalar;
use crate::vector::{Simd, Work};

#[cfg(target_arch = "x86_64")]
use crate::backend::avx2::Avx2;
#[cfg(all(target_arch = "x86_64", feature = "avx512"))]
use crate::backend::avx512::Avx512;

/// An instruction set that this processor has.
#[derive(Clone, Copy, Debug)]
pub struct Isa(Backend);

#[derive(Clone, Copy, Debug)]
enum Backend {
    #[cfg(all(target_arch = "x86_64", feature = "avx512"))]
    Avx512(Avx512),
    #[cfg(target_arch = "x86_64")]
    Avx2(Avx2),
    Scalar(Scalar),
}

impl Isa {
    /// What this processor has, the fastest first; scalar is always among them.
    #[must_use]
    pub fn available() -> Vec<Self> {
        let backends = [
            #[cfg(all(target_arch = "x86_64", feature = "avx512"))]
            Avx512::new().map(Backend::Avx512),
            #[cfg(target_arch = "x86_64")]
            Avx2::new().map(Backend::Avx2),
            Some(Backend::Scalar(Scalar)),
        ];
        backends.into_iter().flatten().map(Self).collect()
    }

    /// The fastest that this processor has.
    #[must_use]
    pub fn detect() -> Self {
        Self::available()[0]
    }

    /// Its name, as `FromStr` reads it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self.0 {
            #[cfg(all(target_arch = "x86_64", feature = "avx512"))]
            Backend::Avx512(_) => "avx512",
            #[cfg(target_arch = "x86_64")]
            Backend::Avx2(_) => "avx2",
            Backend::Scalar(_) => "scalar",
        }
    }

    /// Runs work that is compiled for it.
    pub fn run<W: Work>(self, work: W) -> W::Output {
        match self.0 {
            #[cfg(all(target_arch = "x86_64", feature = "avx512"))]
            Backend::Avx512(simd) => Pair::of(Pair::of(simd)).run(work),
            #[cfg(target_arch = "x86_64")]
            Backend::Avx2(simd) => Pair::of(Pair::of(simd)).run(work),
            Backend::Scalar(simd) => simd.run(work),
        }
    }
}

/// The instruction set is unknown, or this processor lacks it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unavailable;

impl FromStr for Isa {
    type Err = Unavailable;

    fn from_str(name: &str) -> Result<Self, Unavailable> {
        Self::available().into_iter().find(|isa| isa.name() == name).ok_or(Unavailable)
    }
}

impl fmt::Display for Isa {
    fn fmt(&self, out: &mut fmt::Formatter) -> fmt::Result {
        out.write_str(self.name())
    }
}
