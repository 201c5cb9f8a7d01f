const MAX = 2n ** 64n - 1n;

/** The format `uint64`: a number from 0 to 2^64-1 in decimal digits, without leading zeros. */
export const uint64 = (text: string): boolean => /^(0|[1-9][0-9]{0,19})$/.test(text) && BigInt(text) <= MAX;
