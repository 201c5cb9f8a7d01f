"""numpy: a vector of paths, month by month, in place, in chunks that stay in the cache."""

import numpy as np

CHUNK = 16_384


def simulate(balance, drift, volatility, flow, paths, rng):
    """How many paths were depleted, and the balances at the end of years: years x paths."""
    year_ends = np.empty((drift.size // 12, paths))
    depleted = 0
    for first in range(0, paths, CHUNK):
        part = year_ends[:, first : first + CHUNK]
        depleted += simulate_chunk(balance, drift, volatility, flow, part, rng)
    return depleted, year_ends


def simulate_chunk(balance, drift, volatility, flow, year_ends, rng):
    paths = year_ends.shape[1]
    now = np.full(paths, balance)
    low = np.full(paths, np.inf)
    growth = np.empty(paths)
    for month in range(drift.size):
        rng.standard_normal(out=growth)
        growth *= volatility[month]
        growth += drift[month]
        np.exp2(growth, out=growth)
        now *= growth
        now += flow[month]
        np.minimum(low, now, out=low)
        np.maximum(now, 0, out=now)
        if month % 12 == 11:
            year_ends[month // 12] = now
    return np.count_nonzero(low <= 0)
