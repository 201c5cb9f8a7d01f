//! The balances of a block of paths.

use crate::block::{Lanes, Year, LANES};

/// Where each path of a block stands.
pub struct Balances {
    /// Balance now; never negative, never -0. Currency.
    pub now: Lanes<f64>,
    /// Lowest balance so far at the end of a month, before it is stopped at zero; the
    /// initial balance does not count. Currency.
    pub low: Lanes<f64>,
}

impl Balances {
    /// Before the first month.
    #[must_use]
    pub fn new(initial_balance: f64) -> Self {
        Self { now: [initial_balance; LANES], low: [f64::INFINITY; LANES] }
    }

    /// Lives through a year: growth, then flow, then the stop at zero, by month.
    pub fn advance(&mut self, growth: &Year, flow: &[f64]) {
        for (row, &flow) in growth.iter().zip(flow) {
            for ((now, low), &growth) in self.now.iter_mut().zip(&mut self.low).zip(row) {
                let next = *now * growth + flow;
                *low = if *low < next { *low } else { next };
                *now = if next > 0.0 { next } else { 0.0 };
            }
        }
    }
}
