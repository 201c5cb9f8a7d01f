import type { Spread } from "../spread.ts";

/** A number with three significant digits, never in powers of ten. */
export function digits(value: number): string {
  const rounded = Number(value.toPrecision(3));
  return rounded.toLocaleString("en-GB", { maximumSignificantDigits: 3 });
}

/** Median, and the quartiles around it. */
export const median = ({ median: value }: Spread) => digits(value);
export const quartiles = ({ low, high }: Spread) => `${digits(low)} to ${digits(high)}`;

export const times = (ratio: number) => `${ratio.toFixed(ratio < 10 ? 2 : 1)}x`;

export const percent = (share: number) => `${(100 * share).toFixed(1)} %`;
