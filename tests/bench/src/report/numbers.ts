import type { Spread } from "../spread.ts";

/** Stands for a number that nothing was measured for. */
export const NO_SAMPLES = "no samples";

/** A number with three significant digits, never in powers of ten. */
export function digits(value: number): string {
  if (!Number.isFinite(value)) return NO_SAMPLES;
  const rounded = Number(value.toPrecision(3));
  return rounded.toLocaleString("en-GB", { maximumSignificantDigits: 3 });
}

/** Median, and the quartiles around it. */
export const median = ({ median: value }: Spread) => digits(value);
export const quartiles = ({ low, high }: Spread) => `${digits(low)} to ${digits(high)}`;

export const times = (ratio: number) =>
  Number.isFinite(ratio) ? `${ratio.toFixed(ratio < 10 ? 2 : 1)}x` : NO_SAMPLES;

export const percent = (share: number) =>
  Number.isFinite(share) ? `${(100 * share).toFixed(1)} %` : NO_SAMPLES;
