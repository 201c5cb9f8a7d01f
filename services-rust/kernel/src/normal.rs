//! Standard normals from random words, by the quantile function.
//!
//! The centre is a rational approximation in `r = 1/4 - q^2`, whose coefficients are all
//! positive, so nothing cancels; the tails (0.4 % of draws) a polynomial in
//! `sqrt(-2 ln p)`. Relative error against the exact quantile: 5.2e-10.

use crate::block::Year;
use crate::polynomial::evenodd;
use crate::tail::Tails;
use crate::vector::{Doubles, Simd, Words};

const TWO_TO_20: f64 = 1_048_576.0;
const TWO_TO_MINUS_33: f64 = 1.0 / 8_589_934_592.0;
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

/// The word as a number q between -1/2 and 1/2, in the middle of its interval. Exact: the
/// word goes under the exponent of 2^20, where the last bit counts 2^-32.
#[inline(always)]
#[must_use]
pub fn centred<S: Simd>(simd: S, word: S::U64) -> S::F64 {
    let shifted = word.with_high_half(simd.splat(TWO_TO_20).to_bits()).to_doubles();
    shifted - simd.splat(TWO_TO_20 - TWO_TO_MINUS_33) - simd.splat(0.5)
}

/// `1/4 - q^2`: the variance of an event of probability `1/2 + q`.
#[inline(always)]
fn variance<S: Simd>(simd: S, q: S::F64) -> S::F64 {
    simd.splat(0.25) - q * q
}

/// Which lanes belong to a tail, by their variance.
#[inline(always)]
fn tail_lanes<S: Simd>(simd: S, r: S::F64) -> u32 {
    r.lanes_less(simd.splat(TAIL))
}

/// The standard normals of a year of words. The centre's formula runs over every lane, and
/// the few vectors with a lane in a tail are noted; then those lanes are mended.
#[inline(always)]
pub fn fill<S: Simd>(simd: S, normals: &mut Year<f64>, words: &Year<u64>, tails: &mut Tails) {
    tails.clear();
    for start in (0..words.len()).step_by(S::WIDTH) {
        let q = centred(simd, simd.load_words(&words[start..]));
        let r = variance(simd, q);
        let z = (q * evenodd(simd, &P, r)) / evenodd(simd, &Q, r);
        z.store(&mut normals[start..start + S::WIDTH]);
        tails.suspect(start, tail_lanes(simd, r) != 0);
    }
    tails.find(|start| tail_lanes(simd, variance(simd, centred(simd, simd.load_words(&words[start..])))));
    tails.mend(simd.narrow(), normals, words);
}
