const whole = new Intl.NumberFormat("en-GB", { maximumFractionDigits: 0 });
const short = new Intl.NumberFormat("en-GB", {
  notation: "compact",
  maximumSignificantDigits: 3,
});

/** An amount in full, without a currency: 1,250,000. */
export function amount(value: number): string {
  return whole.format(value);
}

/** An amount for axes and tiles, three digits: 1.25m. */
export function shortAmount(value: number): string {
  return short.format(value);
}

/** A whole count: 100,000. */
export const count = amount;
