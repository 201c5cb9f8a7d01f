//! Two to a power. Relative error 2.4e-10; exact at 0.

use crate::polynomial::evenodd;
use crate::vector::{Doubles, Simd, Words};

/// Adding this rounds to an integer, halves to even, and leaves it in the low bits.
const SHIFT: f64 = 6_755_399_441_055_744.0;
const EXPONENT_SHIFT: u32 = 52;

const E: [f64; 8] = [
    1.0,
    0.6931471838168677,
    0.24022650920782687,
    0.055504003753150545,
    0.009618056919350255,
    0.0013341951002369006,
    0.00015461367657218758,
    1.3359831998676824e-05,
];

/// `2^x`. The contract keeps `|x|` below 7.4, so the exponent cannot overflow.
#[inline(always)]
#[must_use]
pub fn exp2<S: Simd>(simd: S, x: S::F64) -> S::F64 {
    let shift = simd.splat(SHIFT);
    let t = x + shift;
    let k = t - shift;
    let p = evenodd(simd, &E, x - k);
    (p.to_bits() + (t.to_bits() << EXPONENT_SHIFT)).to_doubles()
}
