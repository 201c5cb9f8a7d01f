//! AVX2: four lanes, on x86-64 since 2013.

use core::arch::x86_64::*;
use core::ops::{Shl, Shr};

use super::operators::operators;
use crate::vector::{Doubles, Simd, Words, Work};

/// Proof that the processor has AVX2.
#[derive(Clone, Copy, Debug)]
pub struct Avx2(());

/// Four doubles.
#[derive(Clone, Copy, Debug)]
pub struct F64x4(__m256d);

/// Four words.
#[derive(Clone, Copy, Debug)]
pub struct U64x4(__m256i);

impl Avx2 {
    /// The token, where the processor is known to have AVX2.
    #[must_use]
    pub fn new() -> Option<Self> {
        #[cfg(feature = "std")]
        let available = std::is_x86_feature_detected!("avx2");
        #[cfg(not(feature = "std"))]
        let available = cfg!(target_feature = "avx2");
        available.then_some(Self(()))
    }
}

impl Simd for Avx2 {
    type F64 = F64x4;
    type U64 = U64x4;
    type Narrow = Self;
    const NAME: &'static str = "avx2";

    #[inline(always)]
    fn narrow(self) -> Self {
        self
    }

    #[inline(always)]
    fn run<W: Work>(self, work: W) -> W::Output {
        #[target_feature(enable = "avx2")]
        unsafe fn with_avx2<W: Work>(token: Avx2, work: W) -> W::Output {
            work.run(token)
        }
        // SAFETY: the token proves AVX2.
        unsafe { with_avx2(self, work) }
    }

    #[inline(always)]
    fn splat(self, value: f64) -> F64x4 {
        // SAFETY: the token proves AVX2.
        F64x4(unsafe { _mm256_set1_pd(value) })
    }

    #[inline(always)]
    fn splat_word(self, value: u64) -> U64x4 {
        // SAFETY: the token proves AVX2.
        U64x4(unsafe { _mm256_set1_epi64x(value as i64) })
    }

    #[inline(always)]
    fn load(self, doubles: &[f64]) -> F64x4 {
        let doubles = &doubles[..Self::WIDTH];
        // SAFETY: the token proves AVX2; the slice has four doubles, and need not be aligned.
        F64x4(unsafe { _mm256_loadu_pd(doubles.as_ptr()) })
    }

    #[inline(always)]
    fn load_words(self, words: &[u64]) -> U64x4 {
        let words = &words[..Self::WIDTH];
        // SAFETY: the token proves AVX2; the slice has four words, and need not be aligned.
        U64x4(unsafe { _mm256_loadu_si256(words.as_ptr().cast()) })
    }
}

operators!(F64x4: Add::add = _mm256_add_pd, Sub::sub = _mm256_sub_pd, Mul::mul = _mm256_mul_pd, Div::div = _mm256_div_pd);
operators!(
    U64x4: Add::add = _mm256_add_epi64,
    Sub::sub = _mm256_sub_epi64,
    BitAnd::bitand = _mm256_and_si256,
    BitOr::bitor = _mm256_or_si256,
    BitXor::bitxor = _mm256_xor_si256,
);

impl Doubles for F64x4 {
    const WIDTH: usize = 4;
    type Words = U64x4;

    #[inline(always)]
    fn sqrt(self) -> Self {
        // SAFETY: a vector is made from a token, which proves AVX2.
        Self(unsafe { _mm256_sqrt_pd(self.0) })
    }

    #[inline(always)]
    fn min(self, other: Self) -> Self {
        // SAFETY: a vector is made from a token, which proves AVX2.
        Self(unsafe { _mm256_min_pd(self.0, other.0) })
    }

    #[inline(always)]
    fn max(self, other: Self) -> Self {
        // SAFETY: a vector is made from a token, which proves AVX2.
        Self(unsafe { _mm256_max_pd(self.0, other.0) })
    }

    #[inline(always)]
    fn lanes_less(self, other: Self) -> u32 {
        // SAFETY: a vector is made from a token, which proves AVX2.
        unsafe { _mm256_movemask_pd(_mm256_cmp_pd::<_CMP_LT_OQ>(self.0, other.0)) as u32 }
    }

    #[inline(always)]
    fn select_less(self, other: Self, then: Self, otherwise: Self) -> Self {
        // SAFETY: a vector is made from a token, which proves AVX2.
        Self(unsafe { _mm256_blendv_pd(otherwise.0, then.0, _mm256_cmp_pd::<_CMP_LT_OQ>(self.0, other.0)) })
    }

    #[inline(always)]
    fn to_bits(self) -> U64x4 {
        // SAFETY: a vector is made from a token, which proves AVX2.
        U64x4(unsafe { _mm256_castpd_si256(self.0) })
    }

    #[inline(always)]
    fn store(self, out: &mut [f64]) {
        let out = &mut out[..Avx2::WIDTH];
        // SAFETY: a vector is made from a token, which proves AVX2; the slice has room for
        // four doubles, and need not be aligned.
        unsafe { _mm256_storeu_pd(out.as_mut_ptr(), self.0) }
    }
}

impl Words for U64x4 {
    type Doubles = F64x4;

    #[inline(always)]
    fn mul_low_halves(self, other: Self) -> Self {
        // SAFETY: a vector is made from a token, which proves AVX2.
        Self(unsafe { _mm256_mul_epu32(self.0, other.0) })
    }

    #[inline(always)]
    fn with_high_half(self, high: Self) -> Self {
        const HIGH_HALVES: i32 = 0b1010_1010;
        // SAFETY: a vector is made from a token, which proves AVX2.
        Self(unsafe { _mm256_blend_epi32::<HIGH_HALVES>(self.0, high.0) })
    }

    #[inline(always)]
    fn to_doubles(self) -> F64x4 {
        // SAFETY: a vector is made from a token, which proves AVX2.
        F64x4(unsafe { _mm256_castsi256_pd(self.0) })
    }

    #[inline(always)]
    fn store(self, out: &mut [u64]) {
        let out = &mut out[..Avx2::WIDTH];
        // SAFETY: a vector is made from a token, which proves AVX2; the slice has room for
        // four words, and need not be aligned.
        unsafe { _mm256_storeu_si256(out.as_mut_ptr().cast(), self.0) }
    }
}

impl Shl<u32> for U64x4 {
    type Output = Self;

    #[inline(always)]
    fn shl(self, bits: u32) -> Self {
        // SAFETY: a vector is made from a token, which proves AVX2.
        Self(unsafe { _mm256_sll_epi64(self.0, _mm_cvtsi32_si128(bits as i32)) })
    }
}

impl Shr<u32> for U64x4 {
    type Output = Self;

    #[inline(always)]
    fn shr(self, bits: u32) -> Self {
        // SAFETY: a vector is made from a token, which proves AVX2.
        Self(unsafe { _mm256_srl_epi64(self.0, _mm_cvtsi32_si128(bits as i32)) })
    }
}
