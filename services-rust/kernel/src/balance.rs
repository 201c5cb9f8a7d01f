//! The balances of a block of paths.

use crate::block::{Lanes, LANES};
use crate::exp2::exp2;
use crate::vector::{Doubles, Simd};

/// Where each path of a block stands.
pub struct Balances {
    /// Balance now; never negative, never -0. Currency.
    pub now: Lanes<f64>,
    /// Lowest balance so far at the end of a month, before it is stopped at zero; the
    /// initial balance does not count. Currency.
    pub low: Lanes<f64>,
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

impl Balances {
    /// Before the first month.
    #[must_use]
    pub fn new(initial_balance: f64) -> Self {
        Self { now: [initial_balance; LANES], low: [f64::INFINITY; LANES] }
    }

    /// Lives through a month: growth, then flow, then the stop at zero.
    #[inline(always)]
    pub fn advance<S: Simd>(&mut self, simd: S, month: Month, normals: &[f64]) {
        let (drift, volatility) = (simd.splat(month.drift), simd.splat(month.volatility));
        let (flow, zero) = (simd.splat(month.flow), simd.splat(0.0));
        let balances = self.now.chunks_exact_mut(S::WIDTH).zip(self.low.chunks_exact_mut(S::WIDTH));
        for ((now, low), z) in balances.zip(normals.chunks_exact(S::WIDTH)) {
            let growth = exp2(simd, drift + volatility * simd.load(z));
            let next = simd.load(now) * growth + flow;
            simd.load(low).min(next).store(low);
            next.max(zero).store(now);
        }
    }
}
