/** Polynomials in a fixed order of evaluation, which is part of the contract. */

type Coefficients = readonly number[];

/** `c[0] + c[1] x + ...` by Horner's rule, from the highest coefficient down. */
export function horner(c: Coefficients, x: number): number {
  let sum = c[c.length - 1] as number;
  for (let i = c.length - 2; i >= 0; i--) sum = sum * x + (c[i] as number);
  return sum;
}

export type Coefficients8 = readonly [number, number, number, number, number, number, number, number];
export type Coefficients9 = readonly [...Coefficients8, number];

/**
 * The even and the odd part, each by Horner's rule in `x * x`, then joined. Written out:
 * these are the hottest lines, and engines do not unroll loops.
 */
export function evenOdd8(c: Coefficients8, x: number): number {
  const y = x * x;
  const even = ((c[6] * y + c[4]) * y + c[2]) * y + c[0];
  const odd = ((c[7] * y + c[5]) * y + c[3]) * y + c[1];
  return even + odd * x;
}

/** {@link evenOdd8} for nine coefficients. */
export function evenOdd9(c: Coefficients9, x: number): number {
  const y = x * x;
  const even = (((c[8] * y + c[6]) * y + c[4]) * y + c[2]) * y + c[0];
  const odd = ((c[7] * y + c[5]) * y + c[3]) * y + c[1];
  return even + odd * x;
}
