//! Two to a power. Relative error 2.4e-10; exact at 0.

use crate::block::Year;
use crate::polynomial::evenodd;

/// Adding this rounds to an integer, halves to even, and leaves it in the low bits.
const SHIFT: f64 = 6_755_399_441_055_744.0;

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
pub fn exp2(x: f64) -> f64 {
    let t = x + SHIFT;
    let k = t - SHIFT;
    let p = evenodd(&E, x - k);
    f64::from_bits(p.to_bits().wrapping_add(t.to_bits() << 52))
}

/// Turns a year of normals into the months' growth, in place. `drift` and `volatility`
/// have a value for each month.
pub fn grow(year: &mut Year, drift: &[f64], volatility: &[f64]) {
    for ((row, &d), &v) in year.iter_mut().zip(drift).zip(volatility) {
        for lane in row {
            *lane = exp2(d + v * *lane);
        }
    }
}
