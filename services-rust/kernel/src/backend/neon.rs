//! NEON: two lanes, on every 64-bit ARM.

use core::arch::aarch64::*;
use core::ops::{Shl, Shr};

use super::operators::operators;
use crate::vector::{Doubles, Simd, Words, Work};

/// Proof that the processor has NEON.
#[derive(Clone, Copy, Debug)]
pub struct Neon(());

/// Two doubles.
#[derive(Clone, Copy, Debug)]
pub struct F64x2(float64x2_t);

/// Two words.
#[derive(Clone, Copy, Debug)]
pub struct U64x2(uint64x2_t);

impl Neon {
    /// The token, where the target has NEON.
    #[must_use]
    pub fn new() -> Option<Self> {
        cfg!(target_feature = "neon").then_some(Self(()))
    }
}

impl Simd for Neon {
    type F64 = F64x2;
    type U64 = U64x2;
    type Narrow = Self;
    const NAME: &'static str = "neon";

    #[inline(always)]
    fn narrow(self) -> Self {
        self
    }

    #[inline(always)]
    fn run<W: Work>(self, work: W) -> W::Output {
        work.run(self)
    }

    #[inline(always)]
    fn splat(self, value: f64) -> F64x2 {
        // SAFETY: the token proves NEON.
        F64x2(unsafe { vdupq_n_f64(value) })
    }

    #[inline(always)]
    fn splat_word(self, value: u64) -> U64x2 {
        // SAFETY: the token proves NEON.
        U64x2(unsafe { vdupq_n_u64(value) })
    }

    #[inline(always)]
    fn load(self, doubles: &[f64]) -> F64x2 {
        let doubles = &doubles[..Self::WIDTH];
        // SAFETY: the token proves NEON; the slice has two doubles.
        F64x2(unsafe { vld1q_f64(doubles.as_ptr()) })
    }

    #[inline(always)]
    fn load_words(self, words: &[u64]) -> U64x2 {
        let words = &words[..Self::WIDTH];
        // SAFETY: the token proves NEON; the slice has two words.
        U64x2(unsafe { vld1q_u64(words.as_ptr()) })
    }
}

operators!(F64x2: Add::add = vaddq_f64, Sub::sub = vsubq_f64, Mul::mul = vmulq_f64, Div::div = vdivq_f64);
operators!(
    U64x2: Add::add = vaddq_u64,
    Sub::sub = vsubq_u64,
    BitAnd::bitand = vandq_u64,
    BitOr::bitor = vorrq_u64,
    BitXor::bitxor = veorq_u64,
);

impl Doubles for F64x2 {
    const WIDTH: usize = 2;
    type Words = U64x2;

    #[inline(always)]
    fn sqrt(self) -> Self {
        // SAFETY: a vector is made from a token, which proves NEON.
        Self(unsafe { vsqrtq_f64(self.0) })
    }

    #[inline(always)]
    fn min(self, other: Self) -> Self {
        // SAFETY: a vector is made from a token, which proves NEON.
        Self(unsafe { vminq_f64(self.0, other.0) })
    }

    #[inline(always)]
    fn max(self, other: Self) -> Self {
        // SAFETY: a vector is made from a token, which proves NEON.
        Self(unsafe { vmaxq_f64(self.0, other.0) })
    }

    #[inline(always)]
    fn lanes_less(self, other: Self) -> u32 {
        // SAFETY: a vector is made from a token, which proves NEON.
        unsafe {
            let less = vcltq_f64(self.0, other.0);
            (vgetq_lane_u64::<0>(less) & 1 | vgetq_lane_u64::<1>(less) & 2) as u32
        }
    }

    #[inline(always)]
    fn select_less(self, other: Self, then: Self, otherwise: Self) -> Self {
        // SAFETY: a vector is made from a token, which proves NEON.
        Self(unsafe { vbslq_f64(vcltq_f64(self.0, other.0), then.0, otherwise.0) })
    }

    #[inline(always)]
    fn to_bits(self) -> U64x2 {
        // SAFETY: a vector is made from a token, which proves NEON.
        U64x2(unsafe { vreinterpretq_u64_f64(self.0) })
    }

    #[inline(always)]
    fn store(self, out: &mut [f64]) {
        let out = &mut out[..Self::WIDTH];
        // SAFETY: a vector is made from a token, which proves NEON; the slice has room for
        // two doubles.
        unsafe { vst1q_f64(out.as_mut_ptr(), self.0) }
    }
}

impl Words for U64x2 {
    type Doubles = F64x2;

    #[inline(always)]
    fn mul_low_halves(self, other: Self) -> Self {
        // SAFETY: a vector is made from a token, which proves NEON.
        Self(unsafe { vmull_u32(vmovn_u64(self.0), vmovn_u64(other.0)) })
    }

    #[inline(always)]
    fn with_high_half(self, high: Self) -> Self {
        // SAFETY: a vector is made from a token, which proves NEON.
        Self(unsafe {
            // Not `vbslq_u64`, which rustc 1.63 compiles wrongly.
            let low_half = vdupq_n_u64(0xFFFF_FFFF);
            vorrq_u64(vandq_u64(self.0, low_half), vbicq_u64(high.0, low_half))
        })
    }

    #[inline(always)]
    fn to_doubles(self) -> F64x2 {
        // SAFETY: a vector is made from a token, which proves NEON.
        F64x2(unsafe { vreinterpretq_f64_u64(self.0) })
    }

    #[inline(always)]
    fn store(self, out: &mut [u64]) {
        let out = &mut out[..F64x2::WIDTH];
        // SAFETY: a vector is made from a token, which proves NEON; the slice has room for
        // two words.
        unsafe { vst1q_u64(out.as_mut_ptr(), self.0) }
    }
}

impl Shl<u32> for U64x2 {
    type Output = Self;

    #[inline(always)]
    fn shl(self, bits: u32) -> Self {
        // SAFETY: a vector is made from a token, which proves NEON.
        Self(unsafe { vshlq_u64(self.0, vdupq_n_s64(i64::from(bits))) })
    }
}

impl Shr<u32> for U64x2 {
    type Output = Self;

    #[inline(always)]
    fn shr(self, bits: u32) -> Self {
        // SAFETY: a vector is made from a token, which proves NEON. A shift to the left by a
        // negative number is one to the right.
        Self(unsafe { vshlq_u64(self.0, vdupq_n_s64(-i64::from(bits))) })
    }
}
