//! Two vectors as one. Independent operations hide each other's latency, and a
//! coefficient that was loaded serves both.

use core::ops::{Add, BitAnd, BitOr, BitXor, Div, Mul, Shl, Shr, Sub};

use crate::vector::{Doubles, Simd, Words, Work};

/// An instruction set used two vectors at a time; also such a pair of vectors.
#[derive(Clone, Copy, Debug)]
pub struct Pair<T>(T, T);

impl<S: Simd> Pair<S> {
    /// Uses an instruction set two vectors at a time.
    #[must_use]
    pub const fn of(simd: S) -> Self {
        Self(simd, simd)
    }
}

impl<S: Simd> Simd for Pair<S> {
    type F64 = Pair<S::F64>;
    type U64 = Pair<S::U64>;
    type Narrow = S::Narrow;
    const NAME: &'static str = S::NAME;

    #[inline(always)]
    fn narrow(self) -> S::Narrow {
        self.0.narrow()
    }

    #[inline(always)]
    fn run<W: Work>(self, work: W) -> W::Output {
        self.0.run(Paired(work))
    }

    #[inline(always)]
    fn splat(self, value: f64) -> Self::F64 {
        let vector = self.0.splat(value);
        Pair(vector, vector)
    }

    #[inline(always)]
    fn splat_word(self, value: u64) -> Self::U64 {
        let vector = self.0.splat_word(value);
        Pair(vector, vector)
    }

    #[inline(always)]
    fn load(self, doubles: &[f64]) -> Self::F64 {
        let (first, second) = doubles[..Self::WIDTH].split_at(S::WIDTH);
        Pair(self.0.load(first), self.1.load(second))
    }

    #[inline(always)]
    fn load_words(self, words: &[u64]) -> Self::U64 {
        let (first, second) = words[..Self::WIDTH].split_at(S::WIDTH);
        Pair(self.0.load_words(first), self.1.load_words(second))
    }
}

/// Work that is done two vectors at a time.
struct Paired<W>(W);

impl<W: Work> Work for Paired<W> {
    type Output = W::Output;

    #[inline(always)]
    fn run<S: Simd>(self, simd: S) -> W::Output {
        self.0.run(Pair::of(simd))
    }
}

impl<V: Doubles> Doubles for Pair<V> {
    const WIDTH: usize = 2 * V::WIDTH;
    type Words = Pair<V::Words>;

    #[inline(always)]
    fn sqrt(self) -> Self {
        Pair(self.0.sqrt(), self.1.sqrt())
    }

    #[inline(always)]
    fn min(self, other: Self) -> Self {
        Pair(self.0.min(other.0), self.1.min(other.1))
    }

    #[inline(always)]
    fn max(self, other: Self) -> Self {
        Pair(self.0.max(other.0), self.1.max(other.1))
    }

    #[inline(always)]
    fn lanes_less(self, other: Self) -> u32 {
        self.0.lanes_less(other.0) | self.1.lanes_less(other.1) << V::WIDTH
    }

    #[inline(always)]
    fn select_less(self, other: Self, then: Self, otherwise: Self) -> Self {
        Pair(
            self.0.select_less(other.0, then.0, otherwise.0),
            self.1.select_less(other.1, then.1, otherwise.1),
        )
    }

    #[inline(always)]
    fn to_bits(self) -> Self::Words {
        Pair(self.0.to_bits(), self.1.to_bits())
    }

    #[inline(always)]
    fn store(self, out: &mut [f64]) {
        let (first, second) = out.split_at_mut(out.len() / 2);
        self.0.store(first);
        self.1.store(second);
    }
}

impl<V: Words> Words for Pair<V> {
    type Doubles = Pair<V::Doubles>;

    #[inline(always)]
    fn mul_low_halves(self, other: Self) -> Self {
        Pair(self.0.mul_low_halves(other.0), self.1.mul_low_halves(other.1))
    }

    #[inline(always)]
    fn with_high_half(self, high: Self) -> Self {
        Pair(self.0.with_high_half(high.0), self.1.with_high_half(high.1))
    }

    #[inline(always)]
    fn to_doubles(self) -> Self::Doubles {
        Pair(self.0.to_doubles(), self.1.to_doubles())
    }

    #[inline(always)]
    fn store(self, out: &mut [u64]) {
        let (first, second) = out.split_at_mut(out.len() / 2);
        self.0.store(first);
        self.1.store(second);
    }
}

macro_rules! operators {
    ($($operator:ident::$method:ident),+) => {$(
        impl<V: $operator<Output = V>> $operator for Pair<V> {
            type Output = Self;

            #[inline(always)]
            fn $method(self, other: Self) -> Self {
                Pair(self.0.$method(other.0), self.1.$method(other.1))
            }
        }
    )+};
}

operators!(Add::add, Sub::sub, Mul::mul, Div::div, BitAnd::bitand, BitOr::bitor, BitXor::bitxor);

impl<V: Shl<u32, Output = V>> Shl<u32> for Pair<V> {
    type Output = Self;

    #[inline(always)]
    fn shl(self, bits: u32) -> Self {
        Pair(self.0 << bits, self.1 << bits)
    }
}

impl<V: Shr<u32, Output = V>> Shr<u32> for Pair<V> {
    type Output = Self;

    #[inline(always)]
    fn shr(self, bits: u32) -> Self {
        Pair(self.0 >> bits, self.1 >> bits)
    }
}
