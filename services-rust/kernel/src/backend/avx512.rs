//! AVX-512F: eight lanes. Its intrinsics need rustc 1.89.

use core::arch::x86_64::*;
use core::ops::{Shl, Shr};

use super::operators::operators;
use crate::vector::{Doubles, Simd, Words, Work};

/// Proof that the processor has AVX-512F.
#[derive(Clone, Copy, Debug)]
pub struct Avx512(());

/// Eight doubles.
#[derive(Clone, Copy, Debug)]
pub struct F64x8(__m512d);

/// Eight words.
#[derive(Clone, Copy, Debug)]
pub struct U64x8(__m512i);

impl Avx512 {
    /// The token, where the processor is known to have AVX-512F.
    #[must_use]
    pub fn new() -> Option<Self> {
        #[cfg(feature = "std")]
        let available = std::is_x86_feature_detected!("avx512f");
        #[cfg(not(feature = "std"))]
        let available = cfg!(target_feature = "avx512f");
        available.then_some(Self(()))
    }
}

impl Simd for Avx512 {
    type F64 = F64x8;
    type U64 = U64x8;
    type Narrow = Self;
    const NAME: &'static str = "avx512";

    #[inline(always)]
    fn narrow(self) -> Self {
        self
    }

    #[inline(always)]
    fn run<W: Work>(self, work: W) -> W::Output {
        #[target_feature(enable = "avx512f")]
        unsafe fn with_avx512<W: Work>(token: Avx512, work: W) -> W::Output {
            work.run(token)
        }
        // SAFETY: the token proves AVX-512F.
        unsafe { with_avx512(self, work) }
    }

    #[inline(always)]
    fn splat(self, value: f64) -> F64x8 {
        // SAFETY: the token proves AVX-512F.
        F64x8(unsafe { _mm512_set1_pd(value) })
    }

    #[inline(always)]
    fn splat_word(self, value: u64) -> U64x8 {
        // SAFETY: the token proves AVX-512F.
        U64x8(unsafe { _mm512_set1_epi64(value as i64) })
    }

    #[inline(always)]
    fn load(self, doubles: &[f64]) -> F64x8 {
        let doubles = &doubles[..Self::WIDTH];
        // SAFETY: the token proves AVX-512F; the slice has eight doubles, and need not be aligned.
        F64x8(unsafe { _mm512_loadu_pd(doubles.as_ptr()) })
    }

    #[inline(always)]
    fn load_words(self, words: &[u64]) -> U64x8 {
        let words = &words[..Self::WIDTH];
        // SAFETY: the token proves AVX-512F; the slice has eight words, and need not be aligned.
        U64x8(unsafe { _mm512_loadu_si512(words.as_ptr().cast()) })
    }
}

operators!(F64x8: Add::add = _mm512_add_pd, Sub::sub = _mm512_sub_pd, Mul::mul = _mm512_mul_pd, Div::div = _mm512_div_pd);
operators!(
    U64x8: Add::add = _mm512_add_epi64,
    Sub::sub = _mm512_sub_epi64,
    BitAnd::bitand = _mm512_and_si512,
    BitOr::bitor = _mm512_or_si512,
    BitXor::bitxor = _mm512_xor_si512,
);

impl Doubles for F64x8 {
    const WIDTH: usize = 8;
    type Words = U64x8;

    #[inline(always)]
    fn sqrt(self) -> Self {
        // SAFETY: a vector is made from a token, which proves AVX-512F.
        Self(unsafe { _mm512_sqrt_pd(self.0) })
    }

    #[inline(always)]
    fn min(self, other: Self) -> Self {
        // SAFETY: a vector is made from a token, which proves AVX-512F.
        Self(unsafe { _mm512_min_pd(self.0, other.0) })
    }

    #[inline(always)]
    fn max(self, other: Self) -> Self {
        // SAFETY: a vector is made from a token, which proves AVX-512F.
        Self(unsafe { _mm512_max_pd(self.0, other.0) })
    }

    #[inline(always)]
    fn lanes_less(self, other: Self) -> u32 {
        // SAFETY: a vector is made from a token, which proves AVX-512F.
        unsafe { u32::from(_mm512_cmp_pd_mask::<_CMP_LT_OQ>(self.0, other.0)) }
    }

    #[inline(always)]
    fn select_less(self, other: Self, then: Self, otherwise: Self) -> Self {
        // SAFETY: a vector is made from a token, which proves AVX-512F.
        Self(unsafe {
            _mm512_mask_mov_pd(otherwise.0, _mm512_cmp_pd_mask::<_CMP_LT_OQ>(self.0, other.0), then.0)
        })
    }

    #[inline(always)]
    fn to_bits(self) -> U64x8 {
        // SAFETY: a vector is made from a token, which proves AVX-512F.
        U64x8(unsafe { _mm512_castpd_si512(self.0) })
    }

    #[inline(always)]
    fn store(self, out: &mut [f64]) {
        let out = &mut out[..Avx512::WIDTH];
        // SAFETY: a vector is made from a token, which proves AVX-512F; the slice has room for
        // eight doubles, and need not be aligned.
        unsafe { _mm512_storeu_pd(out.as_mut_ptr(), self.0) }
    }
}

impl Words for U64x8 {
    type Doubles = F64x8;

    #[inline(always)]
    fn mul_low_halves(self, other: Self) -> Self {
        // SAFETY: a vector is made from a token, which proves AVX-512F.
        Self(unsafe { _mm512_mul_epu32(self.0, other.0) })
    }

    #[inline(always)]
    fn with_high_half(self, high: Self) -> Self {
        const HIGH_HALVES: __mmask16 = 0b1010_1010_1010_1010;
        // SAFETY: a vector is made from a token, which proves AVX-512F.
        Self(unsafe { _mm512_mask_mov_epi32(self.0, HIGH_HALVES, high.0) })
    }

    #[inline(always)]
    fn to_doubles(self) -> F64x8 {
        // SAFETY: a vector is made from a token, which proves AVX-512F.
        F64x8(unsafe { _mm512_castsi512_pd(self.0) })
    }

    #[inline(always)]
    fn store(self, out: &mut [u64]) {
        let out = &mut out[..Avx512::WIDTH];
        // SAFETY: a vector is made from a token, which proves AVX-512F; the slice has room
        // for eight words, and need not be aligned.
        unsafe { _mm512_storeu_si512(out.as_mut_ptr().cast(), self.0) }
    }
}

impl Shl<u32> for U64x8 {
    type Output = Self;

    #[inline(always)]
    fn shl(self, bits: u32) -> Self {
        // SAFETY: a vector is made from a token, which proves AVX-512F.
        Self(unsafe { _mm512_sll_epi64(self.0, _mm_cvtsi32_si128(bits as i32)) })
    }
}

impl Shr<u32> for U64x8 {
    type Output = Self;

    #[inline(always)]
    fn shr(self, bits: u32) -> Self {
        // SAFETY: a vector is made from a token, which proves AVX-512F.
        Self(unsafe { _mm512_srl_epi64(self.0, _mm_cvtsi32_si128(bits as i32)) })
    }
}
