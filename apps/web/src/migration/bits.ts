import type { Difference } from "@trivium/gateway/schemas";

/** One bit of a value, and whether the other value has it the same. */
export interface Bit {
  readonly value: "0" | "1";
  readonly differs: boolean;
}

/** Both values of a difference bit by bit, in bytes, most significant first. */
export interface BitView {
  readonly control: readonly (readonly Bit[])[];
  readonly candidate: readonly (readonly Bit[])[];
  /** Places of the bits that differ, 0 being the least significant; largest first. */
  readonly differing: readonly number[];
  readonly width: number;
}

/** The bits of a difference; undefined where the values are no numbers of one width. */
export function bitsOf({ control, candidate }: Difference): BitView | undefined {
  const a = binary(control.bits);
  const b = binary(candidate.bits);
  if (a === undefined || b === undefined || a.length !== b.length) return undefined;
  const differing = Array.from(a).flatMap((bit, index) => (bit === b[index] ? [] : [a.length - 1 - index]));
  return { control: bytes(a, b), candidate: bytes(b, a), differing, width: a.length };
}

/** Which bits differ, in words: "1 of 64 bits differs: bit 0". */
export function bitWords({ differing, width }: BitView): string {
  const places = differing.slice(0, 8).join(", ");
  const rest = differing.length > 8 ? " and more" : "";
  return differing.length === 1
    ? `1 of ${width} bits differs: bit ${places}`
    : `${differing.length} of ${width} bits differ: bits ${places}${rest}`;
}

function binary(hex: string | undefined): string | undefined {
  if (hex === undefined || !/^[0-9a-f]+$/i.test(hex)) return undefined;
  return Array.from(hex, (digit) => Number.parseInt(digit, 16).toString(2).padStart(4, "0")).join("");
}

function bytes(own: string, other: string): Bit[][] {
  const bits = Array.from(own, (value, index) => ({ value, differs: value !== other[index] }) as Bit);
  return Array.from({ length: Math.ceil(bits.length / 8) }, (_, byte) => bits.slice(8 * byte, 8 * byte + 8));
}
