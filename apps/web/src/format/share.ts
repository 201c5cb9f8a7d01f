const tenths = new Intl.NumberFormat("en-GB", { minimumFractionDigits: 1, maximumFractionDigits: 1 });

/** A share of 0 .. 1 in percent without the sign, one decimal; never rounded up to a certainty. */
export function percentNumber(share: number): string {
  const rounded = Math.round(share * 1000) / 10;
  if (share < 1 && rounded >= 100) return tenths.format(99.9);
  if (share > 0 && rounded <= 0) return tenths.format(0.1);
  return tenths.format(rounded);
}

/** A share of 0 .. 1 in percent: 83.4 %. */
export function percent(share: number): string {
  return `${percentNumber(share)}\u00a0%`;
}
