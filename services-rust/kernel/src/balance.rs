//! The balances of a block of paths.

use crate::block::{Row, VECTORS};
use crate::exp2::exp2;
use crate::vector::{Doubles, Simd};

/// Where each path of a block stands.
pub struct Balances<V> {
    /// Balance now; never negative, never -0. Currency.
    pub now: Row<V>,
    /// Lowest balance so far at the end of a month, before it is stopped at zero; the
    /// initial balance does not count. Currency.
    pub low: Row<V>,
}

/// What a month does to every path.
#[derive(Clone, Copy)]
pub struct Month {
    /// Mean of the base-2 logarithm of growth.
    pub drift: f64,
    /// Standard deviation of the base-2 logarithm of growth.
    pub volatility: f64,
    /// Paid in (+) or taken out (-) at the end. Currency.
    pub flow: f64,
}

impl<V: Doubles> Balances<V> {
    /// Before the first month.
    #[inline(always)]
    #[must_use]
    pub fn new<S: Simd<F64 = V>>(simd: S, initial_balance: f64) -> Self {
        Self { now: [simd.splat(initial_balance); VECTORS], low: [simd.splat(f64::INFINITY); VECTORS] }
    }

    /// Lives through a month: growth, then flow, then the stop at zero.
    #[inline(always)]
    pub fn advance<S: Simd<F64 = V>>(&mut self, simd: S, month: Month, normals: &Row<V>) {
        let (drift, volatility) = (simd.splat(month.drift), simd.splat(month.volatility));
        let (flow, zero) = (simd.splat(month.flow), simd.splat(0.0));
        for ((now, low), &z) in self.now.iter_mut().zip(&mut self.low).zip(normals) {
            let next = *now * exp2(simd, drift + volatility * z) + flow;
            *low = low.min(next);
            *now = next.max(zero);
        }
    }
}
