//! Polynomials in a fixed order of evaluation, which is part of the contract.

use crate::vector::Simd;

/// `c[0] + c[1] x + ...` by Horner's rule, from the highest coefficient down.
#[inline(always)]
#[must_use]
pub fn horner<S: Simd, const N: usize>(simd: S, c: &[f64; N], x: S::F64) -> S::F64 {
    strided_horner(simd, c, N - 1, 1, x)
}

/// The even and the odd part by Horner's rule in `x * x`, then joined: shorter chains of
/// dependent operations than [`horner`].
#[inline(always)]
#[must_use]
pub fn evenodd<S: Simd, const N: usize>(simd: S, c: &[f64; N], x: S::F64) -> S::F64 {
    let y = x * x;
    let highest_even = (N - 1) & !1;
    let highest_odd = (N - 2) | 1;
    strided_horner(simd, c, highest_even, 2, y) + strided_horner(simd, c, highest_odd, 2, y) * x
}

#[inline(always)]
fn strided_horner<S: Simd, const N: usize>(
    simd: S,
    c: &[f64; N],
    highest: usize,
    stride: usize,
    x: S::F64,
) -> S::F64 {
    let mut sum = simd.splat(c[highest]);
    let mut i = highest;
    while i >= stride {
        i -= stride;
        sum = sum * x + simd.splat(c[i]);
    }
    sum
}
