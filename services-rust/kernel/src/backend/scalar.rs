//! One lane, in plain Rust: what the other backends are compared with.

use core::ops::{Add, BitAnd, BitOr, BitXor, Div, Mul, Shl, Shr, Sub};

use crate::vector::{Doubles, Simd, Words, Work};

const LOW_HALF: u64 = 0xFFFF_FFFF;

/// Every processor has it.
#[derive(Clone, Copy, Debug)]
pub struct Scalar;

/// A double.
#[derive(Clone, Copy, Debug)]
pub struct F64(f64);

/// A word.
#[derive(Clone, Copy, Debug)]
pub struct U64(u64);

impl Simd for Scalar {
    type F64 = F64;
    type U64 = U64;
    type Narrow = Self;
    const NAME: &'static str = "scalar";

    #[inline(always)]
    fn narrow(self) -> Self {
        self
    }

    /// Apart from its caller, so that the compiler makes the same of it everywhere.
    #[inline(never)]
    fn run<W: Work>(self, work: W) -> W::Output {
        work.run(self)
    }

    #[inline(always)]
    fn splat(self, value: f64) -> F64 {
        F64(value)
    }

    #[inline(always)]
    fn splat_word(self, value: u64) -> U64 {
        U64(value)
    }

    #[inline(always)]
    fn load(self, doubles: &[f64]) -> F64 {
        F64(doubles[0])
    }

    #[inline(always)]
    fn load_words(self, words: &[u64]) -> U64 {
        U64(words[0])
    }
}

impl Doubles for F64 {
    const WIDTH: usize = 1;
    type Words = U64;

    #[inline(always)]
    fn sqrt(self) -> Self {
        #[cfg(feature = "std")]
        return Self(self.0.sqrt());
        #[cfg(not(feature = "std"))]
        return Self(crate::square_root::square_root(self.0));
    }

    #[inline(always)]
    fn min(self, other: Self) -> Self {
        self.select_less(other, self, other)
    }

    #[inline(always)]
    fn max(self, other: Self) -> Self {
        other.select_less(self, self, other)
    }

    #[inline(always)]
    fn lanes_less(self, other: Self) -> u32 {
        u32::from(self.0 < other.0)
    }

    #[inline(always)]
    fn select_less(self, other: Self, then: Self, otherwise: Self) -> Self {
        if self.0 < other.0 {
            then
        } else {
            otherwise
        }
    }

    #[inline(always)]
    fn to_bits(self) -> U64 {
        U64(self.0.to_bits())
    }

    #[inline(always)]
    fn store(self, out: &mut [f64]) {
        out[0] = self.0;
    }
}

impl Words for U64 {
    type Doubles = F64;

    #[inline(always)]
    fn mul_low_halves(self, other: Self) -> Self {
        Self((self.0 & LOW_HALF) * (other.0 & LOW_HALF))
    }

    #[inline(always)]
    fn with_high_half(self, high: Self) -> Self {
        Self((self.0 & LOW_HALF) | (high.0 & !LOW_HALF))
    }

    #[inline(always)]
    fn to_doubles(self) -> F64 {
        F64(f64::from_bits(self.0))
    }

    #[inline(always)]
    fn store(self, out: &mut [u64]) {
        out[0] = self.0;
    }
}

/// Implements binary operators of a wrapper by an expression.
macro_rules! operators {
    ($vector:ident: $($operator:ident::$method:ident($other:ty) = $value:expr),+ $(,)?) => {$(
        impl $operator<$other> for $vector {
            type Output = Self;

            #[inline(always)]
            fn $method(self, other: $other) -> Self {
                #[allow(clippy::redundant_closure_call)]
                Self($value(self.0, other))
            }
        }
    )+};
}

operators!(
    F64: Add::add(F64) = |a: f64, b: F64| a + b.0,
    Sub::sub(F64) = |a: f64, b: F64| a - b.0,
    Mul::mul(F64) = |a: f64, b: F64| a * b.0,
    Div::div(F64) = |a: f64, b: F64| a / b.0,
);
operators!(
    U64: Add::add(U64) = |a: u64, b: U64| a.wrapping_add(b.0),
    Sub::sub(U64) = |a: u64, b: U64| a.wrapping_sub(b.0),
    BitAnd::bitand(U64) = |a: u64, b: U64| a & b.0,
    BitOr::bitor(U64) = |a: u64, b: U64| a | b.0,
    BitXor::bitxor(U64) = |a: u64, b: U64| a ^ b.0,
    Shl::shl(u32) = |a: u64, bits: u32| a << bits,
    Shr::shr(u32) = |a: u64, bits: u32| a >> bits,
);
