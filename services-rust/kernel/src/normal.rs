//! Standard normals from random words, by the quantile function.
//!
//! The centre is a rational approximation in `r = 1/4 - q^2`, whose coefficients are all
//! positive, so nothing cancels; the tails (0.4 % of draws) a polynomial in
//! `sqrt(-2 ln p)`. Relative error against the exact quantile: 5.2e-10.

use crate::block::Row;
use crate::polynomial::{evenodd, horner};
use crate::vector::{Doubles, Simd, Words};

const TWO_TO_20: f64 = 1_048_576.0;
const TWO_TO_MINUS_33: f64 = 1.0 / 8_589_934_592.0;
const TWO_TO_52: f64 = 4_503_599_627_370_496.0;
/// `1/4 - q^2` at `q = 1/2 - 2^-9`: below it, a word belongs to a tail.
const TAIL: f64 = 1.0 / 512.0 - 1.0 / 262_144.0;

const P: [f64; 9] = [
    7.769761317482705,
    30751.143101437963,
    21251905.268988404,
    4111557899.8970966,
    259988247610.80734,
    5549324327777.411,
    37508996402215.125,
    64397037939262.09,
    13000033798855.676,
];
const Q: [f64; 9] = [
    1.0,
    4714.032338793562,
    3746641.6789922384,
    835387604.1609013,
    62083983164.05165,
    1618082673756.419,
    14320543624631.389,
    37294613588694.164,
    18697070468256.766,
];
const T: [f64; 11] = [
    4.480314698572117,
    1.0671444540078663,
    -0.010061578224895985,
    0.0015997766123276632,
    -0.0002629413318910781,
    4.418977441118735e-05,
    -7.524961119538201e-06,
    1.285835994146515e-06,
    -2.3599600281539793e-07,
    4.9079782340136857e-08,
    -6.794680277382034e-09,
];
const L: [f64; 5] =
    [2.0000000000083595, 0.6666666524748752, 0.4000038467237519, 0.2853505103781631, 0.23616359099145984];

/// The word as a number q between -1/2 and 1/2, in the middle of its interval. Exact: the
/// word goes under the exponent of 2^20, where the last bit counts 2^-32.
#[inline(always)]
#[must_use]
pub fn centred<S: Simd>(simd: S, word: S::U64) -> S::F64 {
    let shifted = word.with_high_half(simd.splat(TWO_TO_20).to_bits()).to_doubles();
    shifted - simd.splat(TWO_TO_20 - TWO_TO_MINUS_33) - simd.splat(0.5)
}

/// The standard normals of a row of words. The centre's formula runs over every lane; the
/// few lanes in a tail are mended after.
#[inline(always)]
pub fn fill<S: Simd>(simd: S, normals: &mut Row<S::F64>, words: &Row<S::U64>) {
    let mut least = simd.splat(0.25);
    for (z, &word) in normals.iter_mut().zip(words) {
        let q = centred(simd, word);
        let r = variance(simd, q);
        least = least.min(r);
        *z = centre(simd, q, r);
    }
    if least.any_less(simd.splat(TAIL)) {
        mend_tails(simd, normals, words);
    }
}

/// `1/4 - q^2`.
#[inline(always)]
fn variance<S: Simd>(simd: S, q: S::F64) -> S::F64 {
    simd.splat(0.25) - q * q
}

#[inline(always)]
fn centre<S: Simd>(simd: S, q: S::F64, r: S::F64) -> S::F64 {
    (q * evenodd(simd, &P, r)) / evenodd(simd, &Q, r)
}

#[inline(always)]
fn mend_tails<S: Simd>(simd: S, normals: &mut Row<S::F64>, words: &Row<S::U64>) {
    let threshold = simd.splat(TAIL);
    for (z, &word) in normals.iter_mut().zip(words) {
        let q = centred(simd, word);
        let r = variance(simd, q);
        if r.any_less(threshold) {
            *z = r.select_less(threshold, tail(simd, q), *z);
        }
    }
}

#[inline(always)]
fn tail<S: Simd>(simd: S, q: S::F64) -> S::F64 {
    let zero = simd.splat(0.0);
    let distance = q.max(zero - q);
    let t = (simd.splat(-2.0) * ln(simd, simd.splat(0.5) - distance)).sqrt() - simd.splat(5.0);
    let z = horner(simd, &T, t);
    q.select_less(zero, zero - z, z)
}

/// Natural logarithm of a positive normal number below 1; for the tails only.
#[inline(always)]
fn ln<S: Simd>(simd: S, x: S::F64) -> S::F64 {
    const SQRT_HALF_BITS: u64 = 0x3FE6_A09E_667F_3BCD;
    const EXPONENT_MASK: u64 = 0xFFF0_0000_0000_0000;
    const BIAS: f64 = 1024.0;
    let bits = x.to_bits();
    let distance = bits - simd.splat_word(SQRT_HALF_BITS);
    // The exponent is negative: with a bias, under the exponent of 2^52, it is a double.
    let biased = (distance + simd.splat_word((BIAS as u64) << 52)) >> 52;
    let exponent = (biased | simd.splat(TWO_TO_52).to_bits()).to_doubles() - simd.splat(TWO_TO_52 + BIAS);
    let mantissa = (bits - (distance & simd.splat_word(EXPONENT_MASK))).to_doubles();
    let one = simd.splat(1.0);
    let s = (mantissa - one) / (mantissa + one);
    exponent * simd.splat(core::f64::consts::LN_2) + s * horner(simd, &L, s * s)
}
