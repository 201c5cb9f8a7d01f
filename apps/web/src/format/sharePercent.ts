const hundredths = new Intl.NumberFormat("en-GB", { maximumFractionDigits: 2 });

/** A share that is counted in percent, in hundredths at most: 0.25 %, 10 %. */
export function sharePercent(percent: number): string {
  return `${hundredths.format(percent)}\u00a0%`;
}
