//! Bins for balances: sixteen equal bins an octave.
//!
//! Bin 0 holds zero, bin 1 everything above it and below 68, bin 511 everything from
//! 257,698,037,760 on. In between, a bin is the top sixteen bits of a double.

/// Bins a year.
pub const BINS: usize = 512;

const TOP_BITS_SHIFT: u32 = 48;
/// Bin i begins at the double whose top sixteen bits are i + this.
const FIRST_TOP_BITS: i64 = 1029 * 16 - 1;

/// The bin of a balance. The balance is not negative and not -0.
#[inline(always)]
#[must_use]
#[allow(clippy::cast_possible_truncation, clippy::cast_possible_wrap, clippy::cast_sign_loss)]
pub fn bin(balance: f64) -> usize {
    if balance == 0.0 {
        return 0;
    }
    let top_bits = (balance.to_bits() >> TOP_BITS_SHIFT) as i64;
    (top_bits - FIRST_TOP_BITS).clamp(1, BINS as i64 - 1) as usize
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
    f64::from_bits(((bin as i64 + FIRST_TOP_BITS) as u64) << TOP_BITS_SHIFT)
}

/// Counts the balances into one year's bins.
pub fn count(counts: &mut [u32], balances: &[f64]) {
    for &balance in balances {
        counts[bin(balance)] += 1;
    }
}
