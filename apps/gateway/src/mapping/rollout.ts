import type { Duration } from "@trivium/contracts/google/protobuf/duration";
import {
  type ArmEvidence as ArmEvidenceMessage,
  type ArmView as ArmViewMessage,
  Budget_Kind,
  type Budget as BudgetMessage,
  type Evidence as EvidenceMessage,
  type Identity as IdentityMessage,
  type Rollout as RolloutMessage,
  Stage as StageValue,
  type State as StateMessage,
  Verdict as VerdictValue,
} from "@trivium/contracts/rollout/v1/rollout";
import type {
  ArmEvidence,
  ArmView,
  Budget,
  Evidence,
  Identity,
  Rollout,
  RolloutState,
  Stage,
  Verdict,
} from "../schemas/index.ts";
import { milliseconds, timeText } from "./time.ts";

const stages: Readonly<Record<Stage, StageValue>> = {
  off: StageValue.STAGE_OFF,
  shadow: StageValue.STAGE_SHADOW,
  canary: StageValue.STAGE_CANARY,
  reversed: StageValue.STAGE_REVERSED,
  retired: StageValue.STAGE_RETIRED,
};

const verdicts: Readonly<Record<Verdict, VerdictValue>> = {
  inconclusive: VerdictValue.VERDICT_INCONCLUSIVE,
  pass: VerdictValue.VERDICT_PASS,
  breach: VerdictValue.VERDICT_BREACH,
};

const kinds: Readonly<Record<Budget["kind"], Budget_Kind>> = {
  mismatches: Budget_Kind.KIND_MISMATCHES,
  errors: Budget_Kind.KIND_ERRORS,
  refusals: Budget_Kind.KIND_REFUSALS,
  latency: Budget_Kind.KIND_LATENCY,
};

/** A stage in the contract. */
export const stageMessage = (stage: Stage): StageValue => stages[stage];

/** A stage over HTTP. */
export const stageOf = (stage: StageValue): Stage => nameOf(stages, stage);

function nameOf<Name extends string, Value extends number>(
  names: Readonly<Record<Name, Value>>,
  value: Value,
): Name {
  const name = (Object.keys(names) as Name[]).find((candidate) => names[candidate] === value);
  if (name === undefined) throw new Error(`an answer with an unknown value: ${value}`);
  return name;
}

/** A rollout as callers see it. */
export function rolloutOf(message: RolloutMessage | undefined): Rollout {
  if (message === undefined) throw new Error("an answer without a rollout");
  const { killSwitch } = message;
  return {
    name: message.name,
    state: stateOf(message.state),
    evidence: evidenceOf(message.evidence),
    budgets: message.budgets.map(budgetOf),
    verdict: nameOf(verdicts, message.verdict),
    control: armViewOf(message.control),
    candidate: armViewOf(message.candidate),
    killSwitch: {
      on: killSwitch?.on ?? false,
      ...(killSwitch?.description ? { description: killSwitch.description } : {}),
    },
    storeUnreachable: message.storeUnreachable,
    mismatches: Number(message.mismatches),
  };
}

/** A state as callers see it. */
export function stateOf(message: StateMessage | undefined): RolloutState {
  if (message === undefined) throw new Error("an answer without a state");
  const stage = stageOf(message.stage);
  return {
    version: Number(message.version),
    stage,
    ...(stage === "off" || stage === "retired" ? {} : { percent: message.basisPoints / 100 }),
    ...(message.identity === undefined ? {} : { identity: identityOf(message.identity) }),
    changeTime: timeText(message.changeTime),
  };
}

export function identityOf(message: IdentityMessage | undefined): Identity {
  const { controlBuild = "", candidateBuild = "", contractHash = "" } = message ?? {};
  return { controlBuild, candidateBuild, contractHash };
}

export function evidenceOf(message: EvidenceMessage | undefined): Evidence {
  return {
    compared: Number(message?.compared ?? 0n),
    mismatched: Number(message?.mismatched ?? 0n),
    dropped: Number(message?.dropped ?? 0n),
    control: armEvidenceOf(message?.control),
    candidate: armEvidenceOf(message?.candidate),
  };
}

function armEvidenceOf(message: ArmEvidenceMessage | undefined): ArmEvidence {
  const { firstBucket = 0, counts = [] } = message?.latencies ?? {};
  return {
    calls: Number(message?.calls ?? 0n),
    answered: Number(message?.answered ?? 0n),
    failures: Number(message?.failures ?? 0n),
    refused: Number(message?.refused ?? 0n),
    latencies: { firstBucket, counts: counts.map(Number) },
  };
}

export function budgetOf(message: BudgetMessage): Budget {
  const { observed } = message;
  return {
    kind: nameOf(kinds, message.kind),
    verdict: nameOf(verdicts, message.verdict),
    // JSON has no number for what is not finite: as good as unknown.
    ...(observed !== undefined && Number.isFinite(observed) ? { observed } : {}),
    limit: message.limit,
    used: message.used,
    samples: Number(message.samples),
    samplesNeeded: Number(message.samplesNeeded),
  };
}

function armViewOf(message: ArmViewMessage | undefined): ArmView {
  return {
    implementation: message?.implementation ?? "",
    buildId: message?.buildId ?? "",
    callsPerSecond: message?.callsPerSecond ?? 0,
    failuresPerSecond: message?.failuresPerSecond ?? 0,
    refusalsPerSecond: message?.refusalsPerSecond ?? 0,
    ...percentile("p50Ms", message?.p50),
    ...percentile("p90Ms", message?.p90),
    ...percentile("p99Ms", message?.p99),
  };
}

function percentile(name: "p50Ms" | "p90Ms" | "p99Ms", time: Duration | undefined): Partial<ArmView> {
  return time === undefined ? {} : { [name]: milliseconds(time) };
}
