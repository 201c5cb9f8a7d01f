import type { Case, Run } from "@trivium/test-conformance/cases";

/** The length of the kernel table's schedule. */
export const MONTHS = 480;

const view = new DataView(new ArrayBuffer(8));

/** A double's bits, as cases have them. */
export function bitsOf(value: number): string {
  view.setFloat64(0, value);
  return hex(view.getBigUint64(0));
}

/** 64 bits as sixteen hexadecimal digits. */
export const hex = (bits: bigint) => bits.toString(16).padStart(16, "0");

/** A list of values as runs of equal ones. */
export function runsOf(values: readonly number[]): Run[] {
  const runs: Run[] = [];
  for (const bits of values.map(bitsOf)) {
    const last = runs.at(-1);
    if (last?.[0] === bits) last[1]++;
    else runs.push([bits, 1]);
  }
  return runs;
}

/** One value until retirement, and one after it. */
const phases = (before: number, after: number): Run[] => [
  [bitsOf(before), MONTHS / 2],
  [bitsOf(after), MONTHS / 2],
];

/**
 * What every implementation computes: twenty years of saving 1,500 a month and twenty of
 * spending 3,500. The market returns 7 % a year with a volatility of 16 %, then 5 % and
 * 9 %, less 2 % inflation, as the mean and standard deviation of monthly log2 growth.
 */
export function question(paths: number, seed: number): Case {
  return {
    name: `${paths} paths`,
    initial_balance: bitsOf(150_000),
    drift: phases(0.004423, 0.003044),
    volatility: phases(0.06192, 0.03566),
    flow: phases(1500, -3500),
    seed: hex(BigInt(seed)),
    first_path: "0",
    path_count: paths,
  };
}
