const tenths = new Intl.NumberFormat("en-GB", { maximumFractionDigits: 1 });

/** A rate for people: 0.3, 12.5, 1,240. */
export function rate(perSecond: number): string {
  return tenths.format(perSecond < 100 ? perSecond : Math.round(perSecond));
}
