import type { AuditEntry, Mismatch, Rollout, RolloutState } from "@trivium/gateway/schemas";

export const ID = "01890a5d-ac96-774b-bcce-b302099a8058";

const identity = { controlBuild: "go-1", candidateBuild: "rust-1", contractHash: "c1" };
const changeTime = "2026-01-02T03:04:05.678Z";

export function state(version: number, stage: RolloutState["stage"] = "canary"): RolloutState {
  const percent = stage === "off" || stage === "retired" ? {} : { percent: 12.34 };
  return { version, stage, ...percent, identity, changeTime };
}

const side = {
  calls: 1000,
  answered: 900,
  failures: 0,
  refused: 0,
  latencies: { firstBucket: 80, counts: [1, 999] },
};

export function rollout(at: RolloutState = state(7), more: Partial<Rollout> = {}): Rollout {
  return {
    name: "solve",
    state: at,
    evidence: { compared: 1000, mismatched: 1, dropped: 2, control: side, candidate: side },
    budgets: [
      {
        kind: "latency",
        verdict: "pass",
        observed: 0.25,
        limit: 1,
        used: 0.25,
        samples: 1000,
        samplesNeeded: 100,
      },
      { kind: "errors", verdict: "inconclusive", limit: 0.01, used: 0, samples: 7, samplesNeeded: 100 },
    ],
    verdict: "inconclusive",
    control: {
      implementation: "go",
      buildId: "go-1",
      callsPerSecond: 12.5,
      failuresPerSecond: 0,
      refusalsPerSecond: 0,
      p50Ms: 12.5,
      p90Ms: 20,
      p99Ms: 1250,
    },
    candidate: {
      implementation: "rust",
      buildId: "rust-1",
      callsPerSecond: 0,
      failuresPerSecond: 0,
      refusalsPerSecond: 0,
    },
    killSwitch: { on: false },
    storeUnreachable: false,
    mismatches: 3,
    ...more,
  };
}

export const difference = {
  field: "value",
  control: { text: "1", bits: "0000000000000001" },
  candidate: { text: "2", bits: "0000000000000002" },
};

export const summary = {
  id: ID,
  firstTime: changeTime,
  lastTime: "2026-01-02T03:04:06.000Z",
  count: 12,
  identity,
  stage: "shadow",
  difference,
} satisfies Partial<Mismatch>;

export const entries: AuditEntry[] = [
  {
    version: 8,
    time: changeTime,
    actor: "trivium",
    reason: "a mismatch",
    before: state(7),
    after: state(8, "off"),
    budgets: [],
    mismatchId: ID,
  },
  {
    version: 7,
    time: changeTime,
    actor: "ada",
    reason: "\u001b[31mred\nlines",
    after: state(7),
    budgets: [],
  },
];
