import { sharePercent } from "../format/sharePercent.ts";

/** What a share must be, for people. */
export const expectedShare = "A number from 0 to 100, two decimals at most";

/** Usual shares, one press away. Unit: percent. */
export const usualShares = [1, 10, 25, 50, 100];

/** Reads a share as it is typed; undefined when it is none. Unit: percent. */
export function readShare(text: string): number | undefined {
  const plain = text.replace(/[\s%]/g, "").replace(",", ".");
  if (!/^\d{1,3}(\.\d{0,2})?$/.test(plain)) return undefined;
  const percent = Number(plain);
  return percent <= 100 ? percent : undefined;
}

/** A share as it stands in the field. */
export function writeShare(percent: number): string {
  return sharePercent(percent).replace(/\s%$/, "");
}
