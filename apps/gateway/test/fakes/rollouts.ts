import {
  type AuditEntry,
  Budget_Kind,
  type Evidence,
  type Mismatch,
  type Rollout,
  Stage,
  type State,
  Verdict,
} from "@trivium/contracts/rollout/v1/rollout";
import { answered, asked } from "./compared.ts";

export const MISMATCH = "01890a5d-ac96-774b-bcce-b302099a8058";

const identity = { controlBuild: "go-1", candidateBuild: "rust-1", contractHash: "c1" };
const changeTime = new Date("2026-01-02T03:04:05.000Z");

/** A state at a stage and a share in hundredths of a percent. */
export function state(version: number, stage: Stage = Stage.STAGE_CANARY, basisPoints = 1234): State {
  return { version: BigInt(version), stage, basisPoints, identity, changeTime };
}

const evidence: Evidence = {
  compared: 1000n,
  mismatched: 1n,
  dropped: 2n,
  control: {
    calls: 1000n,
    answered: 900n,
    failures: 0n,
    refused: 0n,
    latencies: { firstBucket: 80, counts: [1n, 999n] },
  },
  candidate: {
    calls: 1000n,
    answered: 100n,
    failures: 3n,
    refused: 4n,
    latencies: { firstBucket: 64, counts: [997n] },
  },
};

const budgets = [
  {
    kind: Budget_Kind.KIND_LATENCY,
    verdict: Verdict.VERDICT_PASS,
    observed: 0.25,
    limit: 1,
    used: 0.25,
    samples: 1000n,
    samplesNeeded: 100n,
  },
  {
    kind: Budget_Kind.KIND_ERRORS,
    verdict: Verdict.VERDICT_INCONCLUSIVE,
    observed: undefined,
    limit: 0.01,
    used: 0,
    samples: 7n,
    samplesNeeded: 100n,
  },
];

/** A rollout with every field set. */
export function rollout(at: State = state(7)): Rollout {
  return {
    name: "simulate",
    state: at,
    evidence,
    budgets,
    verdict: Verdict.VERDICT_INCONCLUSIVE,
    control: {
      implementation: "go",
      buildId: "go-1",
      callsPerSecond: 12.5,
      failuresPerSecond: 0.5,
      refusalsPerSecond: 0.25,
      p50: { seconds: 0n, nanos: 12_500_000 },
      p90: { seconds: 0n, nanos: 20_000_000 },
      p99: { seconds: 1n, nanos: 250_000_000 },
    },
    candidate: {
      implementation: "rust",
      buildId: "rust-1",
      callsPerSecond: 0,
      failuresPerSecond: 0,
      refusalsPerSecond: 0,
    },
    killSwitch: { on: true, description: "the file kill" },
    storeUnreachable: true,
    mismatches: 3n,
  };
}

export const difference = {
  field: "checksum",
  control: { text: "2748", bits: "0000000000000abc" },
  candidate: { text: "absent", bits: "" },
};

/** A mismatch as it is listed. */
export const listed: Mismatch = {
  id: MISMATCH,
  firstTime: changeTime,
  lastTime: new Date("2026-01-02T03:04:06.000Z"),
  count: 12n,
  identity,
  stage: Stage.STAGE_SHADOW,
  difference,
};

/** What both sides answered. */
export const answers = {
  control: {
    code: 0,
    message: "",
    response: answered,
  },
  candidate: { code: 13, message: "a panic", response: undefined },
};

/** The same mismatch, whole. */
export const whole: Mismatch = {
  ...listed,
  request: asked,
  ...answers,
};

export const audit: AuditEntry = {
  version: 7n,
  time: changeTime,
  actor: "trivium",
  reason: "a mismatch",
  before: state(6),
  after: state(7, Stage.STAGE_OFF),
  evidence,
  budgets,
  mismatchId: MISMATCH,
};
