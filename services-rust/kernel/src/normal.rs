//! Standard normals from random words, by the quantile function.
//!
//! The centre is a rational approximation in `r = 1/4 - q^2`, whose coefficients are all
//! positive, so nothing cancels; the tails (0.4 % of draws) a polynomial in
//! `sqrt(-2 ln p)`. Relative error against the exact quantile: 5.2e-10.

use crate::block::{Lanes, Words, Year};
use crate::polynomial::{evenodd, horner};

/// Beyond this distance from the centre, a word belongs to a tail.
const TAIL: f64 = 0.5 - 1.0 / 512.0;
const TWO_TO_MINUS_32: f64 = 1.0 / 4_294_967_296.0;

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

/// The word as a number between -1/2 and 1/2, in the middle of its interval. Exact.
#[inline(always)]
#[must_use]
pub fn centred(word: u32) -> f64 {
    (f64::from(word) + 0.5) * TWO_TO_MINUS_32 - 0.5
}

/// The standard normal of a word.
#[must_use]
pub fn normal(word: u32) -> f64 {
    let q = centred(word);
    if is_tail(q) {
        tail(q)
    } else {
        centre(q)
    }
}

#[inline(always)]
fn is_tail(q: f64) -> bool {
    q.abs() > TAIL
}

#[inline(always)]
fn centre(q: f64) -> f64 {
    let r = 0.25 - q * q;
    (q * evenodd(&P, r)) / evenodd(&Q, r)
}

#[cold]
fn tail(q: f64) -> f64 {
    let t = (-2.0 * ln(0.5 - q.abs())).sqrt() - 5.0;
    let z = horner(&T, t);
    if q < 0.0 {
        -z
    } else {
        z
    }
}

/// Natural logarithm of a positive normal number below 1; for the tails only.
#[allow(clippy::cast_possible_wrap, clippy::cast_precision_loss)]
fn ln(x: f64) -> f64 {
    const SQRT_HALF_BITS: u64 = 0x3FE6_A09E_667F_3BCD;
    const EXPONENT_MASK: u64 = 0xFFF0_0000_0000_0000;
    let bits = x.to_bits();
    let distance = bits.wrapping_sub(SQRT_HALF_BITS);
    let exponent = (distance as i64 >> 52) as f64;
    let mantissa = f64::from_bits(bits.wrapping_sub(distance & EXPONENT_MASK));
    let s = (mantissa - 1.0) / (mantissa + 1.0);
    exponent * std::f64::consts::LN_2 + s * horner(&L, s * s)
}

/// The normals of a year of words. The centre's formula runs over every lane; the few
/// lanes in a tail are mended after.
pub fn fill(normals: &mut Year, words: &Words) {
    for (out, row) in normals.iter_mut().zip(words) {
        let tails = fill_centre(out, row);
        if tails > 0 {
            mend_tails(out, row);
        }
    }
}

#[inline(always)]
fn fill_centre(out: &mut Lanes<f64>, words: &Lanes<u32>) -> u32 {
    let mut tails = 0;
    for (z, &word) in out.iter_mut().zip(words) {
        let q = centred(word);
        tails += u32::from(is_tail(q));
        *z = centre(q);
    }
    tails
}

#[cold]
fn mend_tails(out: &mut Lanes<f64>, words: &Lanes<u32>) {
    for (z, &word) in out.iter_mut().zip(words) {
        let q = centred(word);
        if is_tail(q) {
            *z = tail(q);
        }
    }
}
