import { BINS, lowerEdge } from "@trivium/kernel";
import type { Answer } from "@trivium/test-conformance/cases";

/** What a peer with random numbers of its own says. */
export interface Sample {
  readonly depleted_paths: number;
  /** Balances by year at {@link LEVELS}. */
  readonly percentiles: readonly (readonly number[])[];
  readonly nanos: number;
}

/** The percentiles of a {@link Sample}, as shares. */
export const LEVELS = [0.05, 0.25, 0.5, 0.75, 0.95];

/** Standard errors that a share may be off: with 200 shares, by chance once in ten thousand runs. */
const TOLERANCE = 5;
/** Share of a bin's paths by which interpolating inside the bin may be off. */
const INTERPOLATION = 0.05;

/**
 * Where a sample is not from the distribution of exact counts, in words; nothing when it is.
 * Both have the same number of paths. Each percentile is looked up among the counts: the
 * share of paths below it must be the percentile's own, within sampling error.
 */
export function disagreement(sample: Sample, exact: Answer, paths: number): string | undefined {
  const error = (share: number) => Math.sqrt((2 * share * (1 - share)) / paths);
  for (const [year, bins] of exact.years.entries()) {
    for (const [index, level] of LEVELS.entries()) {
      const balance = sample.percentiles[year]?.[index] ?? Number.NaN;
      const [below, inBin] = shareBelow(bins, balance, paths);
      // Many paths may stand at exactly zero: any share up to theirs is right for it.
      if (balance === 0 && level <= below + inBin + TOLERANCE * error(level)) continue;
      if (!(Math.abs(below - level) <= TOLERANCE * error(level) + INTERPOLATION * inBin)) {
        const found = `${(100 * below).toFixed(2)} % of the paths are below it`;
        return `percentile ${100 * level} of year ${year + 1} is ${balance.toFixed(0)}, but ${found}`;
      }
    }
  }
  const depleted = exact.depleted_paths / paths;
  const found = sample.depleted_paths / paths;
  if (Math.abs(found - depleted) <= TOLERANCE * error(depleted)) return undefined;
  return `${(100 * found).toFixed(2)} % of the paths are depleted, but should be ${(100 * depleted).toFixed(2)} %`;
}

/** The share of paths below a balance, interpolated inside its bin, and the share in that bin. */
function shareBelow(
  bins: readonly (readonly [bin: number, count: number])[],
  balance: number,
  paths: number,
): [below: number, inBin: number] {
  let below = 0;
  for (const [bin, count] of bins) {
    const upper = bin + 1 < BINS ? lowerEdge(bin + 1) : Infinity;
    if (balance < upper) {
      const lower = lowerEdge(bin);
      const inside = Math.min(Math.max((balance - lower) / (upper - lower), 0), 1);
      return [(below + inside * count) / paths, count / paths];
    }
    below += count;
  }
  return [below / paths, 0];
}
