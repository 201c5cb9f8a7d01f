import type { Plan, Result } from "@trivium/gateway/schemas";

/** Standard normal quantiles of the percentiles that a result has. */
const quantiles = { p5: -1.645, p25: -0.674, p50: 0, p75: 0.674, p95: 1.645 };

/** A smooth, made-up result of the right shape: it grows, is drawn down, and sometimes ends. */
export function fakeResult(plan: Plan, paths: number, runningMs: number): Result {
  const total = plan.yearsUntilRetirement + plan.yearsToCover;
  const years = Array.from({ length: total }, (_, index) => fakeYear(plan, index + 1));
  const estimate = 1 - (years.at(-1)?.depleted ?? 0);
  const margin = 1.96 * Math.sqrt((estimate * (1 - estimate)) / paths);
  return {
    paths,
    success: { estimate, low: Math.max(0, estimate - margin), high: Math.min(1, estimate + margin) },
    years,
    checksum: (BigInt(paths) * 0x9e3779b97f4a7c15n & 0xffffffffffffffffn).toString(16).padStart(16, "0"),
    contributions: [
      { implementation: "rust", buildId: "0.1.0+fake", instructionSet: "scalar", shards: Math.ceil(paths / 4096), paths, computeMs: paths / 60 },
    ],
    timing: { queuedMs: 6, runningMs },
  };
}

function fakeYear(plan: Plan, year: number) {
  const at = (z: number) => Math.max(0, balance(plan, year, z));
  const retired = Math.max(0, year - plan.yearsUntilRetirement);
  const [p5, p25, p50, p75, p95] = Object.values(quantiles).map(at) as [number, number, number, number, number];
  return { p5, p25, p50, p75, p95, depleted: Math.min(1, 0.16 * (retired / plan.yearsToCover) ** 3) };
}

function balance(plan: Plan, year: number, z: number): number {
  let value = plan.initialBalance;
  for (let passed = 1; passed <= year; passed++) {
    const saving = passed <= plan.yearsUntilRetirement;
    const [mean, deviation] = saving
      ? [plan.returnBefore, plan.volatilityBefore]
      : [plan.returnAfter, plan.volatilityAfter];
    const growth = 1 + mean - plan.inflation + (z * deviation) / Math.sqrt(2 * year);
    value = value * growth + 12 * (saving ? plan.monthlySaving : -plan.monthlySpending);
  }
  return value;
}
