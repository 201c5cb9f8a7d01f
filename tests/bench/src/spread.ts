import { quantile } from "simple-statistics";

/** Where repeated measurements lie. */
export interface Spread {
  readonly median: number;
  /** First and third quartile. */
  readonly low: number;
  readonly high: number;
  readonly p95: number;
  /** How many measurements there are. */
  readonly count: number;
}

/** Describes at least one measurement. */
export function spreadOf(values: readonly number[]): Spread {
  const [low = 0, median = 0, high = 0, p95 = 0] = quantile([...values], [0.25, 0.5, 0.75, 0.95]);
  return { median, low, high, p95, count: values.length };
}

/** The same in another unit. */
export function scaled(spread: Spread, factor: number): Spread {
  const { median, low, high, p95, count } = spread;
  return { median: median * factor, low: low * factor, high: high * factor, p95: p95 * factor, count };
}
