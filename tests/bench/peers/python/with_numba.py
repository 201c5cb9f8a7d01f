"""numba: a loop over paths and months, compiled, on one core."""

import numba
import numpy as np


@numba.njit(cache=True)
def simulate(balance, drift, volatility, flow, paths, rng):
    """How many paths were depleted, and the balances at the end of years: years x paths."""
    year_ends = np.empty((drift.size // 12, paths))
    depleted = 0
    for path in range(paths):
        now = balance
        low = np.inf
        for month in range(drift.size):
            growth = np.exp2(drift[month] + volatility[month] * rng.standard_normal())
            now = now * growth + flow[month]
            low = min(low, now)
            now = max(now, 0.0)
            if month % 12 == 11:
                year_ends[month // 12, path] = now
        if low <= 0:
            depleted += 1
    return depleted, year_ends
