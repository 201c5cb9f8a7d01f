import { BINS, lowerEdge } from "./histogram.ts";

/** 97.5th percentile of the standard normal distribution. */
const Z95 = 1.959963984540054;

/** The outcome of paths. */
export interface Summary {
  /** Chance that the money lasts, with its 95 % Wilson score interval. 0 to 1. */
  readonly success: { readonly estimate: number; readonly low: number; readonly high: number };
  /** The ends of the years, from the first. */
  readonly years: Year[];
}

/** Balances at the end of a year. Currency. */
export interface Year {
  readonly p5: number;
  readonly p25: number;
  readonly p50: number;
  readonly p75: number;
  readonly p95: number;
  /** Share of paths with nothing left. 0 to 1. */
  readonly depleted: number;
}

/**
 * Describes counts by year and bin, `counts[year * BINS + bin]`, of at least one path.
 * The twin of `services-go/forecast/internal/summary`, which says how percentiles are
 * interpolated; both pass `tests/conformance/summary.json` to the bit.
 */
export function summarize(counts: ArrayLike<number>, paths: number, depletedPaths: number): Summary {
  const years: Year[] = [];
  for (let start = 0; start < counts.length; start += BINS) {
    const at = (percent: number) => balanceAt(counts, start, (paths * percent) / 100);
    years.push({
      p5: at(5),
      p25: at(25),
      p50: at(50),
      p75: at(75),
      p95: at(95),
      depleted: (counts[start] as number) / paths,
    });
  }
  return { success: wilson(paths - depletedPaths, paths), years };
}

/** The balance below which so many paths are. */
function balanceAt(counts: ArrayLike<number>, start: number, rank: number): number {
  let before = 0;
  for (let bin = 0; bin < BINS; bin++) {
    const count = counts[start + bin] as number;
    if (count > 0 && before + count >= rank) return interpolated(bin, (rank - before) / count);
    before += count;
  }
  return lowerEdge(BINS - 1);
}

function interpolated(bin: number, fraction: number): number {
  const lower = lowerEdge(bin);
  if (bin === 0 || bin === BINS - 1) return lower;
  return lower + fraction * (lowerEdge(bin + 1) - lower);
}

/** The score interval of Wilson (1927). */
function wilson(successes: number, trials: number): Summary["success"] {
  const p = successes / trials;
  const z2 = Z95 * Z95;
  const scale = 1 + z2 / trials;
  const centre = (p + z2 / (2 * trials)) / scale;
  const half = (Z95 * Math.sqrt((p * (1 - p)) / trials + z2 / (4 * trials * trials))) / scale;
  return { estimate: p, low: Math.max(0, centre - half), high: Math.min(1, centre + half) };
}
