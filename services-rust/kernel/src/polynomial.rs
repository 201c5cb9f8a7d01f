//! Polynomials in a fixed order of evaluation, which is part of the contract.

/// `c[0] + c[1] x + ...` by Horner's rule, from the highest coefficient down.
#[inline(always)]
#[must_use]
pub fn horner<const N: usize>(c: &[f64; N], x: f64) -> f64 {
    strided_horner(c, N - 1, 1, x)
}

/// The even and the odd part by Horner's rule in `x * x`, then joined: shorter chains of
/// dependent operations than [`horner`].
#[inline(always)]
#[must_use]
pub fn evenodd<const N: usize>(c: &[f64; N], x: f64) -> f64 {
    let y = x * x;
    let highest_even = (N - 1) & !1;
    let highest_odd = (N - 2) | 1;
    strided_horner(c, highest_even, 2, y) + strided_horner(c, highest_odd, 2, y) * x
}

#[inline(always)]
fn strided_horner<const N: usize>(c: &[f64; N], highest: usize, stride: usize, x: f64) -> f64 {
    let mut sum = c[highest];
    let mut i = highest;
    while i >= stride {
        i -= stride;
        sum = sum * x + c[i];
    }
    sum
}
