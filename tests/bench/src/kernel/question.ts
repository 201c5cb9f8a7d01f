import type { Case, Run } from "@trivium/test-conformance/cases";

/** The length of the schedule. */
export const MONTHS = 480;

const view = new DataView(new ArrayBuffer(8));

function bitsOf(value: number): string {
  view.setFloat64(0, value);
  return view.getBigUint64(0).toString(16).padStart(16, "0");
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
    seed: seed.toString(16).padStart(16, "0"),
    first_path: "0",
    path_count: paths,
  };
}
