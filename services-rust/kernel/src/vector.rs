//! The vectors that every stage is written over, one path a lane.
//!
//! A backend is a token that proves that the processor has an instruction set, and two
//! types of vectors made from it: doubles, and the 64-bit words of the same lanes. All
//! operations are exact or rounded once, as IEEE 754 says; none is fused.

use core::ops::{Add, BitAnd, BitOr, BitXor, Div, Mul, Shl, Shr, Sub};

/// An instruction set that this processor is known to have.
pub trait Simd: Copy {
    /// A vector of doubles.
    type F64: Doubles<Words = Self::U64>;
    /// A vector of 64-bit words, with as many lanes.
    type U64: Words<Doubles = Self::F64>;
    /// The same instruction set, one machine vector at a time.
    type Narrow: Simd;
    /// Its name, in lower case.
    const NAME: &'static str;
    /// Lanes of a vector.
    const WIDTH: usize = Self::F64::WIDTH;

    /// The same instruction set, one machine vector at a time.
    fn narrow(self) -> Self::Narrow;
    /// Runs work that is compiled for this instruction set.
    fn run<W: Work>(self, work: W) -> W::Output;
    /// The same double in every lane.
    fn splat(self, value: f64) -> Self::F64;
    /// The same word in every lane.
    fn splat_word(self, value: u64) -> Self::U64;
    /// The first `WIDTH` doubles of a slice. Panics when there are fewer.
    fn load(self, doubles: &[f64]) -> Self::F64;
    /// The first `WIDTH` words of a slice. Panics when there are fewer.
    fn load_words(self, words: &[u64]) -> Self::U64;
}

/// Work that is written once and compiled for each instruction set. Implementations are
/// `#[inline(always)]`, and so is everything they call: what is not inlined is compiled
/// without the instruction set, correct but slow.
pub trait Work {
    /// What the work comes to.
    type Output;
    /// Does the work.
    fn run<S: Simd>(self, simd: S) -> Self::Output;
}

/// A vector of doubles.
pub trait Doubles:
    Copy + Add<Output = Self> + Sub<Output = Self> + Mul<Output = Self> + Div<Output = Self>
{
    /// Lanes of a vector.
    const WIDTH: usize;
    /// The vector of the same lanes' bits.
    type Words: Words<Doubles = Self>;

    /// Square root of each lane.
    #[must_use]
    fn sqrt(self) -> Self;
    /// The smaller of each pair of lanes. They are never NaN, nor zeros of unlike sign.
    #[must_use]
    fn min(self, other: Self) -> Self;
    /// The larger of each pair of lanes. They are never NaN, nor zeros of unlike sign.
    #[must_use]
    fn max(self, other: Self) -> Self;
    /// Bit i says whether lane i is less than the other vector's.
    #[must_use]
    fn lanes_less(self, other: Self) -> u32;
    /// Lanes of `then` where `self < other`, lanes of `otherwise` elsewhere.
    #[must_use]
    fn select_less(self, other: Self, then: Self, otherwise: Self) -> Self;
    /// The bits of each lane.
    #[must_use]
    fn to_bits(self) -> Self::Words;
    /// Writes the lanes to a slice of exactly as many. Panics when there is no room.
    fn store(self, out: &mut [f64]);
}

/// A vector of 64-bit words. Sums and differences wrap.
pub trait Words:
    Copy
    + Add<Output = Self>
    + Sub<Output = Self>
    + BitAnd<Output = Self>
    + BitOr<Output = Self>
    + BitXor<Output = Self>
    + Shl<u32, Output = Self>
    + Shr<u32, Output = Self>
{
    /// The vector of the doubles with these bits.
    type Doubles: Doubles<Words = Self>;

    /// The 64-bit product of the low halves of each pair of lanes.
    #[must_use]
    fn mul_low_halves(self, other: Self) -> Self;
    /// The low half of each lane under the high half of `high`'s.
    #[must_use]
    fn with_high_half(self, high: Self) -> Self;
    /// The doubles with these bits.
    #[must_use]
    fn to_doubles(self) -> Self::Doubles;
    /// Writes the lanes to a slice of exactly as many. Panics when there is no room.
    fn store(self, out: &mut [u64]);
}
