import { type Coefficients8, evenOdd8 } from "./polynomial.ts";

/** Adding this rounds to an integer, halves to even. */
const SHIFT = 1.5 * 2 ** 52;

const E: Coefficients8 = [
  1.0, 0.6931471838168677, 0.24022650920782687, 0.055504003753150545, 0.009618056919350255,
  0.0013341951002369006, 0.00015461367657218758, 1.3359831998676824e-5,
];

const GREATEST = 8;
/** 2^-8 to 2^8. */
const POWERS = Float64Array.from({ length: 2 * GREATEST + 1 }, (_, i) => 2 ** (i - GREATEST));

/**
 * `2^x`; relative error 2.4e-10, exact at 0. The contract keeps `|x|` below 7.4, so
 * multiplying by a power of two is exact, and the same as adding to the exponent.
 */
export function exp2(x: number): number {
  const k = x + SHIFT - SHIFT;
  return evenOdd8(E, x - k) * (POWERS[k + GREATEST] as number);
}
