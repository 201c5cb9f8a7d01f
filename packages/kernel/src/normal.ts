import { type Coefficients9, evenOdd9, horner } from "./polynomial.ts";

/** Beyond this distance from the centre, a word belongs to a tail. */
const TAIL = 0.5 - 1 / 512;
const TWO_TO_MINUS_32 = 2 ** -32;
/** Written out: the language leaves the last bits of `Math.LN2` open. */
// oxlint-disable-next-line oxc/approx-constant
const LN2 = 0.6931471805599453;

const P: Coefficients9 = [
  7.769761317482705, 30751.143101437963, 21251905.268988404, 4111557899.8970966, 259988247610.80734,
  5549324327777.411, 37508996402215.125, 64397037939262.09, 13000033798855.676,
];
const Q: Coefficients9 = [
  1.0, 4714.032338793562, 3746641.6789922384, 835387604.1609013, 62083983164.05165, 1618082673756.419,
  14320543624631.389, 37294613588694.164, 18697070468256.766,
];
const T = [
  4.480314698572117, 1.0671444540078663, -0.010061578224895985, 0.0015997766123276632, -0.0002629413318910781,
  4.418977441118735e-5, -7.524961119538201e-6, 1.285835994146515e-6, -2.3599600281539793e-7,
  4.9079782340136857e-8, -6.794680277382034e-9,
];
const L = [
  2.0000000000083595, 0.6666666524748752, 0.4000038467237519, 0.2853505103781631, 0.23616359099145984,
];

/**
 * The standard normal of a 32-bit random word, by the quantile function. The centre is a
 * rational approximation in `r = 1/4 - q^2`, whose coefficients are all positive, so
 * nothing cancels. Relative error against the exact quantile: 5.2e-10.
 */
export function normal(word: number): number {
  const q = ((word >>> 0) + 0.5) * TWO_TO_MINUS_32 - 0.5;
  if (Math.abs(q) > TAIL) return tail(q);
  const r = 0.25 - q * q;
  return (q * evenOdd9(P, r)) / evenOdd9(Q, r);
}

/** The outer 0.4 % of draws: a polynomial in `sqrt(-2 ln p)`. */
function tail(q: number): number {
  const t = Math.sqrt(-2 * ln(0.5 - Math.abs(q))) - 5;
  const z = horner(T, t);
  return q < 0 ? -z : z;
}

const double = new Float64Array(1);
const bits = new BigInt64Array(double.buffer);
const SQRT_HALF_BITS = 0x3fe6a09e667f3bcdn;
const FRACTION_MASK = 0x000fffffffffffffn;

/** Natural logarithm of a positive normal number below 1; for the tails only, so BigInt is fine. */
function ln(x: number): number {
  double[0] = x;
  const distance = (bits[0] as bigint) - SQRT_HALF_BITS;
  const exponent = Number(distance >> 52n);
  bits[0] = (bits[0] as bigint) - (distance & ~FRACTION_MASK);
  const mantissa = double[0];
  const s = (mantissa - 1) / (mantissa + 1);
  return exponent * LN2 + s * horner(L, s * s);
}
