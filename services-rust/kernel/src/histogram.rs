//! Bins for balances: sixteen equal bins an octave.
//!
//! Bin 0 holds zero, bin 1 everything above it and below 68, bin 511 everything from
//! 257,698,037,760 on. In between, a bin is the top sixteen bits of a double.

use crate::block::{Lanes, LANES};
use crate::vector::{Doubles, Simd, Words};

/// Bins a year.
pub const BINS: usize = 512;

const TOP_BITS_SHIFT: u32 = 48;
/// Bin i begins at the double whose top sixteen bits are i + this.
const FIRST_TOP_BITS: u64 = 1029 * 16 - 1;

/// The bins of balances that are not negative and not -0.
#[inline(always)]
#[must_use]
pub fn bins<S: Simd>(simd: S, balances: S::F64) -> S::U64 {
    let clamped = balances.max(simd.splat(first_balance(1))).min(simd.splat(first_balance(BINS - 1)));
    let zero = simd.splat(0.0);
    let counted = zero.select_less(balances, clamped, simd.splat(first_balance(0)));
    (counted.to_bits() >> TOP_BITS_SHIFT) - simd.splat_word(FIRST_TOP_BITS)
}

/// The least double whose top sixteen bits belong to a bin.
fn first_balance(bin: usize) -> f64 {
    f64::from_bits((bin as u64 + FIRST_TOP_BITS) << TOP_BITS_SHIFT)
}

/// Lower edge of a bin; bin 0 and bin 1 begin at zero. Currency.
///
/// # Panics
/// When `bin` is 512 or more.
#[must_use]
#[allow(clippy::cast_possible_wrap, clippy::cast_sign_loss)]
pub fn lower_edge(bin: usize) -> f64 {
    assert!(bin < BINS, "bin {} of {}", bin, BINS);
    if bin < 2 {
        return 0.0;
    }
    first_balance(bin)
}

/// Counts the balances of the first `paths` lanes into one year's bins.
#[inline(always)]
pub fn count<S: Simd>(simd: S, counts: &mut [u32; BINS], balances: &Lanes<f64>, paths: usize) {
    let mut lanes = [0; LANES];
    for (out, balances) in lanes.chunks_exact_mut(S::WIDTH).zip(balances.chunks_exact(S::WIDTH)) {
        bins(simd, simd.load(balances)).store(out);
    }
    for &bin in &lanes[..paths] {
        counts[bin as usize % BINS] += 1;
    }
}
