"""The distribution of the kernel, as people compute it in Python: python peer.py numpy|numba.

Reads one case a line and writes one answer a line, as tests/conformance/README.md says. The
random numbers are Python's own, so instead of a checksum an answer has the percentiles.
"""

import importlib
import json
import struct
import sys
import time

import numpy as np

PERCENTILES = [5, 25, 50, 75, 95]


def double(bits):
    """The double with these bits, written as sixteen hexadecimal digits."""
    return struct.unpack(">d", bytes.fromhex(bits))[0]


def months(runs):
    """The list that runs of [bits, months] stand for."""
    return np.concatenate([np.full(count, double(bits)) for bits, count in runs])


def answer(simulate, case):
    """Simulates a case; its time covers the draws, the balances and the percentiles."""
    schedule = [months(case[field]) for field in ("drift", "volatility", "flow")]
    balance = double(case["initial_balance"])
    rng = np.random.default_rng(int(case["seed"], 16))
    start = time.perf_counter_ns()
    depleted, year_ends = simulate(balance, *schedule, case["path_count"], rng)
    percentiles = np.percentile(year_ends, PERCENTILES, axis=1).T
    nanos = time.perf_counter_ns() - start
    return {
        "name": case["name"],
        "depleted_paths": int(depleted),
        "percentiles": percentiles.tolist(),
        "nanos": nanos,
    }


def main():
    simulate = importlib.import_module(f"with_{sys.argv[1]}").simulate
    for line in sys.stdin:
        print(json.dumps(answer(simulate, json.loads(line))), flush=True)


if __name__ == "__main__":
    main()
