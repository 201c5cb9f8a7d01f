/**
 * Bins a year: bin 0 holds zero, bin 1 everything above it and below 68, bin 511
 * everything from 257,698,037,760 on. In between a bin is the top sixteen bits of a
 * double: sixteen equal bins an octave.
 */
export const BINS = 512;

const FIRST_TOP_BITS = 1029 * 16 - 1;

const double = new Float64Array(1);
const words = new Uint16Array(double.buffer);
/** Where a double keeps its top sixteen bits. */
const TOP = new Uint8Array(Uint16Array.of(1).buffer)[0] === 1 ? 3 : 0;

/** The bin of a balance, which is not negative and not -0. */
export function bin(balance: number): number {
  if (balance === 0) return 0;
  double[0] = balance;
  return Math.min(Math.max((words[TOP] as number) - FIRST_TOP_BITS, 1), BINS - 1);
}

/** Lower edge of a bin, 0 to 511; bin 0 and bin 1 begin at zero. Currency. */
export function lowerEdge(index: number): number {
  if (index < 2) return 0;
  words.fill(0);
  words[TOP] = index + FIRST_TOP_BITS;
  return double[0] as number;
}
