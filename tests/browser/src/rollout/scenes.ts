import {
  type AuditEntry,
  type Budget,
  Budget_Kind,
  type Evidence,
  type Mismatch,
  type Rollout,
  Stage,
  type State,
  Verdict,
} from "@trivium/contracts/rollout/v1/rollout";
import type { ReplayMismatchResponse } from "@trivium/contracts/rollout/v1/rollout_service";
import { SimulateRequest, SimulateResponse } from "@trivium/contracts/simulation/v1/simulation";

const MINUTE_MS = 60_000;

export const MISMATCH = "01890a5d-ac96-774b-bcce-b302099a8058";

const identity = {
  controlBuild: "go-7d1f20c4",
  candidateBuild: "0.1.0-493432d1",
  contractHash: "a1b2c3d4e5f60718",
};
const nanos = (ms: number) => ({ seconds: 0n, nanos: Math.round(ms * 1e6) });
const ago = (minutes: number) => new Date(Date.now() - minutes * MINUTE_MS);

/** A state that was set some minutes ago. */
export function state(version: number, stage: Stage, basisPoints = 0, minutes = 3): State {
  return { version: BigInt(version), stage, basisPoints, identity, changeTime: ago(minutes) };
}

function evidence(compared: number, mismatched: number, answered: number): Evidence {
  const arm = (calls: number, answers: number) => ({
    calls: BigInt(calls),
    answered: BigInt(answers),
    failures: 0n,
    refused: 0n,
    latencies: { firstBucket: 80, counts: [BigInt(calls)] },
  });
  return {
    compared: BigInt(compared),
    mismatched: BigInt(mismatched),
    dropped: 0n,
    control: arm(5210, 5210 - answered),
    candidate: arm(compared, answered),
  };
}

const budget = (
  kind: Budget_Kind,
  verdict: Verdict,
  observed: number | undefined,
  limit: number,
  used: number,
) => ({
  kind,
  verdict,
  observed,
  limit,
  used,
});

/** Budgets after so many comparisons without a fault. */
export function budgets(compared: number): Budget[] {
  const enough = compared >= 100;
  const verdict = enough ? Verdict.VERDICT_PASS : Verdict.VERDICT_INCONCLUSIVE;
  const samples = { samples: BigInt(compared), samplesNeeded: 100n };
  return [
    { ...budget(Budget_Kind.KIND_MISMATCHES, verdict, 0, 0, 0), ...samples },
    { ...budget(Budget_Kind.KIND_ERRORS, verdict, 0.0004, 0.01, 0.04), ...samples },
    { ...budget(Budget_Kind.KIND_REFUSALS, verdict, 0, 0.01, 0), ...samples },
    {
      ...budget(Budget_Kind.KIND_LATENCY, verdict, enough ? 0.312 : undefined, 1, enough ? 0.312 : 0),
      ...samples,
    },
  ];
}

/** A rollout that does well, at a state, after so many comparisons. */
export function rollout(at: State, compared: number): Rollout {
  const verdict = compared >= 100 ? Verdict.VERDICT_PASS : Verdict.VERDICT_INCONCLUSIVE;
  return {
    name: "simulate",
    state: at,
    evidence: evidence(compared, 0, Math.round((5210 * at.basisPoints) / 10_000)),
    budgets: budgets(compared),
    verdict,
    control: {
      implementation: "go",
      buildId: identity.controlBuild,
      callsPerSecond: 42.5,
      failuresPerSecond: 0,
      refusalsPerSecond: 0,
      p50: nanos(6.1),
      p90: nanos(7.9),
      p99: nanos(11.4),
    },
    candidate: {
      implementation: "rust",
      buildId: identity.candidateBuild,
      callsPerSecond: 4.2,
      failuresPerSecond: 0,
      refusalsPerSecond: 0,
      p50: nanos(1.92),
      p90: nanos(2.4),
      p99: nanos(3.56),
    },
    killSwitch: { on: false, description: "" },
    storeUnreachable: false,
    mismatches: 0n,
  };
}

/** The same a second later: other times, some comparisons more. */
export function later(before: Rollout, seconds: number): Rollout {
  const wave = 1 + 0.12 * Math.sin(seconds / 3) + 0.05 * Math.sin(seconds);
  const { control, candidate } = before;
  if (control === undefined || candidate === undefined) throw new Error("a rollout without its sides");
  return {
    ...before,
    control: { ...control, p50: nanos(6.1 * wave), p99: nanos(11.4 * wave * wave) },
    candidate: { ...candidate, p50: nanos(1.92 * wave), p99: nanos(3.56 * wave) },
  };
}

const request = SimulateRequest.encode({
  initialBalance: 150_000,
  drift: Array.from({ length: 600 }, () => 0.005),
  volatility: Array.from({ length: 600 }, () => 0.05),
  flow: Array.from({ length: 600 }, () => 1500),
  seed: 18_446_744_073_709_551_615n,
  firstPath: 41_344n,
  pathCount: 1344,
}).finish();

function answer(checksum: bigint, buildId: string, implementation: string) {
  const build = { implementation, buildId, instructionSet: "scalar", contractHash: identity.contractHash };
  const response = { years: [], depletedPaths: 4, checksum, build, computeNanos: 2_500_000n };
  const value = Buffer.from(SimulateResponse.encode(response).finish());
  return {
    code: 0,
    message: "",
    response: { typeUrl: "type.googleapis.com/trivium.simulation.v1.SimulateResponse", value },
  };
}

const difference = {
  field: "checksum",
  control: { text: "4891294720853879958", bits: "43df3ea4876c0a96" },
  candidate: { text: "4891294720853879959", bits: "43df3ea4876c0a97" },
};

/** One bit of a checksum. */
export function mismatch(): Mismatch {
  return {
    id: MISMATCH,
    firstTime: ago(2),
    lastTime: ago(1),
    count: 3n,
    identity,
    stage: Stage.STAGE_CANARY,
    difference,
    request: {
      typeUrl: "type.googleapis.com/trivium.simulation.v1.SimulateRequest",
      value: Buffer.from(request),
    },
    control: answer(0x43df3ea4876c0a96n, identity.controlBuild, "go"),
    candidate: answer(0x43df3ea4876c0a97n, identity.candidateBuild, "rust"),
  };
}

/** Both sides again: with the same difference, or none. */
export function replay(differs: boolean): ReplayMismatchResponse {
  const { control, candidate } = mismatch();
  return {
    control,
    candidate: differs ? candidate : control,
    difference: differs ? difference : undefined,
    identity,
  };
}

/** A change by somebody. */
export function entry(
  before: State,
  after: State,
  actor: string,
  reason: string,
  compared: number,
): AuditEntry {
  return {
    version: after.version,
    time: after.changeTime,
    actor,
    reason,
    before,
    after,
    evidence: evidence(compared, 0, 0),
    budgets: budgets(compared),
    mismatchId: "",
  };
}

/** Back to off by itself, for a mismatch. */
export function retreat(before: State, after: State): AuditEntry {
  const breach = { verdict: Verdict.VERDICT_BREACH, observed: 1, used: 1 };
  const kept = budgets(1318).map((one) =>
    one.kind === Budget_Kind.KIND_MISMATCHES ? { ...one, ...breach } : one,
  );
  return {
    ...entry(before, after, "trivium", "an answer differs in checksum", 1318),
    evidence: evidence(1318, 1, 0),
    budgets: kept,
    mismatchId: MISMATCH,
  };
}
