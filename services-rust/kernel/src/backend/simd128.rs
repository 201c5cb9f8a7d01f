//! WebAssembly's simd128: two lanes, where the module was built with it.

use core::arch::wasm32::*;
use core::ops::{Shl, Shr};

use super::operators::operators;
use crate::vector::{Doubles, Simd, Words, Work};

/// Proof that the module was built with simd128.
#[derive(Clone, Copy, Debug)]
pub struct Simd128(());

/// Two doubles.
#[derive(Clone, Copy, Debug)]
pub struct F64x2(v128);

/// Two words.
#[derive(Clone, Copy, Debug)]
pub struct U64x2(v128);

impl Simd128 {
    /// The token. A module with simd128 does not load where it is missing.
    #[must_use]
    pub fn new() -> Self {
        Self(())
    }
}

impl Simd for Simd128 {
    type F64 = F64x2;
    type U64 = U64x2;
    type Narrow = Self;
    const NAME: &'static str = "simd128";

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
        F64x2(f64x2_splat(value))
    }

    #[inline(always)]
    fn splat_word(self, value: u64) -> U64x2 {
        U64x2(u64x2_splat(value))
    }

    #[inline(always)]
    fn load(self, doubles: &[f64]) -> F64x2 {
        let doubles = &doubles[..Self::WIDTH];
        // SAFETY: the slice has two doubles, and need not be aligned.
        F64x2(unsafe { v128_load(doubles.as_ptr().cast()) })
    }

    #[inline(always)]
    fn load_words(self, words: &[u64]) -> U64x2 {
        let words = &words[..Self::WIDTH];
        // SAFETY: the slice has two words, and need not be aligned.
        U64x2(unsafe { v128_load(words.as_ptr().cast()) })
    }
}

operators!(F64x2: Add::add = f64x2_add, Sub::sub = f64x2_sub, Mul::mul = f64x2_mul, Div::div = f64x2_div);
operators!(
    U64x2: Add::add = u64x2_add,
    Sub::sub = u64x2_sub,
    BitAnd::bitand = v128_and,
    BitOr::bitor = v128_or,
    BitXor::bitxor = v128_xor,
);

impl Doubles for F64x2 {
    const WIDTH: usize = 2;
    type Words = U64x2;

    #[inline(always)]
    fn sqrt(self) -> Self {
        Self(f64x2_sqrt(self.0))
    }

    #[inline(always)]
    fn min(self, other: Self) -> Self {
        Self(f64x2_pmin(other.0, self.0))
    }

    #[inline(always)]
    fn max(self, other: Self) -> Self {
        Self(f64x2_pmax(other.0, self.0))
    }

    #[inline(always)]
    fn lanes_less(self, other: Self) -> u32 {
        u32::from(u64x2_bitmask(f64x2_lt(self.0, other.0)))
    }

    #[inline(always)]
    fn select_less(self, other: Self, then: Self, otherwise: Self) -> Self {
        Self(v128_bitselect(then.0, otherwise.0, f64x2_lt(self.0, other.0)))
    }

    #[inline(always)]
    fn to_bits(self) -> U64x2 {
        U64x2(self.0)
    }

    #[inline(always)]
    fn store(self, out: &mut [f64]) {
        let out = &mut out[..Self::WIDTH];
        // SAFETY: the slice has room for two doubles, and need not be aligned.
        unsafe { v128_store(out.as_mut_ptr().cast(), self.0) }
    }
}

impl Words for U64x2 {
    type Doubles = F64x2;

    #[inline(always)]
    fn mul_low_halves(self, other: Self) -> Self {
        let low_halves = |v| u32x4_shuffle::<0, 2, 4, 6>(v, v);
        Self(u64x2_extmul_low_u32x4(low_halves(self.0), low_halves(other.0)))
    }

    #[inline(always)]
    fn with_high_half(self, high: Self) -> Self {
        Self(u32x4_shuffle::<0, 5, 2, 7>(self.0, high.0))
    }

    #[inline(always)]
    fn to_doubles(self) -> F64x2 {
        F64x2(self.0)
    }

    #[inline(always)]
    fn store(self, out: &mut [u64]) {
        let out = &mut out[..F64x2::WIDTH];
        // SAFETY: the slice has room for two words, and need not be aligned.
        unsafe { v128_store(out.as_mut_ptr().cast(), self.0) }
    }
}

impl Shl<u32> for U64x2 {
    type Output = Self;

    #[inline(always)]
    fn shl(self, bits: u32) -> Self {
        Self(u64x2_shl(self.0, bits))
    }
}

impl Shr<u32> for U64x2 {
    type Output = Self;

    #[inline(always)]
    fn shr(self, bits: u32) -> Self {
        Self(u64x2_shr(self.0, bits))
    }
}
