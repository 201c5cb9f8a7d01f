import type { Forecast, Result } from "@trivium/contracts/forecast/v1/forecast";
import type { Plan } from "@trivium/contracts/forecast/v1/plan";

export const ID = "01890a5d-ac96-774b-bcce-b302099a8057";

/** A plan with every field set, each to another value. */
export const plan: Plan = {
  initialBalance: 150_000,
  monthlySaving: 1500,
  savingGrowth: 0.01,
  yearsUntilRetirement: 2,
  monthlySpending: 3500,
  yearsToCover: 3,
  returnBefore: 0.07,
  volatilityBefore: 0.16,
  returnAfter: 0.05,
  volatilityAfter: 0.09,
  inflation: 0.02,
  paths: 100_000,
  seed: 2n ** 64n - 1n,
};

export const result: Result = {
  paths: 100_000n,
  success: { estimate: 0.87, low: 0.86, high: 0.88 },
  years: [{ p5: 1, p25: 2, p50: 3, p75: 4, p95: 5, depleted: 0.25 }],
  checksum: 0xabcn,
  contributions: [
    {
      build: { implementation: "rust", buildId: "b1", instructionSet: "scalar", contractHash: "test" },
      shards: 7,
      paths: 100_000n,
      computeTime: { seconds: 1n, nanos: 500_000_000 },
    },
  ],
  timing: { queued: { seconds: 0n, nanos: 5_000_000 }, running: { seconds: 2n, nanos: 0 } },
};

const endTime = new Date("2026-01-02T03:04:06.000Z");

function forecast(revision: number, state: Exclude<Forecast["state"], undefined>): Forecast {
  return {
    id: ID,
    plan,
    createTime: new Date("2026-01-02T03:04:05.000Z"),
    revision: BigInt(revision),
    state,
  };
}

export const queued = (revision = 1) => forecast(revision, { $case: "queued", value: {} });

export const running = (revision: number, partial?: Result) =>
  forecast(revision, {
    $case: "running",
    value: {
      progress: {
        pathsDone: 10n * BigInt(revision),
        pathsTotal: 100_000n,
        pathsPerSecond: 5e6,
        timeLeft: { seconds: 3n, nanos: 250_000_000 },
      },
      partial,
      waitingFor: "",
    },
  });

export const waiting = (revision: number) =>
  forecast(revision, {
    $case: "running",
    value: { progress: undefined, partial: undefined, waitingFor: "no simulator can be reached" },
  });

export const succeeded = (revision: number) =>
  forecast(revision, { $case: "succeeded", value: { result, endTime } });

export const failed = (revision: number) =>
  forecast(revision, { $case: "failed", value: { reason: "INTERNAL", description: "given up", endTime } });

export const cancelled = (revision: number) => forecast(revision, { $case: "cancelled", value: { endTime } });
