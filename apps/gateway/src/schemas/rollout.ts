import { type Static, Type } from "typebox";
import { ref } from "./ref.ts";

const count = Type.Integer({ minimum: 0 });
const rate = Type.Number({ minimum: 0, description: "A second." });
const milliseconds = Type.Optional(Type.Number({ description: "Unit: milliseconds. Absent without calls." }));

/** The stages in their order: how far the candidate has taken over from the control. */
export const Stage = Type.Enum(["off", "shadow", "canary", "reversed", "retired"], {
  description: "How far the candidate has taken over from the control.",
});
export type Stage = Static<typeof Stage>;

/** A share of the calls. */
export const Percent = Type.Number({
  minimum: 0,
  maximum: 100,
  multipleOf: 0.01,
  description: "Share of the calls that the stage applies to. Absent in off and retired.",
});

/** What a piece of evidence is about. */
export const Identity = Type.Object({
  controlBuild: Type.String(),
  candidateBuild: Type.String(),
  contractHash: Type.String(),
});
export type Identity = Static<typeof Identity>;

/** What a rollout stands at. */
export const RolloutState = Type.Object(
  {
    version: Type.Integer({ minimum: 1, description: "Grows by one with every change." }),
    stage: Stage,
    percent: Type.Optional(Percent),
    identity: Type.Optional(Identity),
    changeTime: Type.String({ format: "date-time" }),
  },
  { $id: "RolloutState" },
);
export type RolloutState = Static<typeof RolloutState>;

/** What was observed of one side. */
export const ArmEvidence = Type.Object({
  calls: count,
  answered: Type.Integer({ minimum: 0, description: "Calls of these that a caller got the answer of." }),
  failures: Type.Integer({ minimum: 0, description: "Calls that failed through the arm's own fault." }),
  refused: Type.Integer({
    minimum: 0,
    description: "Calls that the arm had no room for, or that did not reach it. Not among calls.",
  }),
  latencies: Type.Object(
    { firstBucket: Type.Integer({ minimum: 0, maximum: 511 }), counts: Type.Array(count) },
    {
      description: "Bucket i counts times in [2^(i/8), 2^((i+1)/8)) picoseconds a unit of work.",
    },
  ),
});
export type ArmEvidence = Static<typeof ArmEvidence>;

/** What was observed since a state was set, over all replicas. */
export const Evidence = Type.Object(
  { compared: count, mismatched: count, dropped: count, control: ArmEvidence, candidate: ArmEvidence },
  { $id: "Evidence" },
);
export type Evidence = Static<typeof Evidence>;

/** What evidence says. */
export const Verdict = Type.Enum(["inconclusive", "pass", "breach"]);
export type Verdict = Static<typeof Verdict>;

/** What the evidence says about one limit. */
export const Budget = Type.Object(
  {
    kind: Type.Enum(["mismatches", "errors", "refusals", "latency"], {
      description:
        "Unit of observed and limit: calls that differed; share of failed, or refused, calls above the control's; the candidate's 99th percentile by the control's.",
    }),
    verdict: Verdict,
    observed: Type.Optional(Type.Number({ description: "Absent when unknown." })),
    limit: Type.Number(),
    used: Type.Number({ minimum: 0, maximum: 1, description: "How much of the budget; 1 is a breach." }),
    samples: count,
    samplesNeeded: count,
  },
  { $id: "Budget" },
);
export type Budget = Static<typeof Budget>;

/** One side, as one replica observed it in the last ten seconds. */
export const ArmView = Type.Object({
  implementation: Type.String({ description: "Such as go or rust." }),
  buildId: Type.String({ description: "As it answered last; empty before it has." }),
  callsPerSecond: rate,
  failuresPerSecond: rate,
  refusalsPerSecond: rate,
  p50Ms: milliseconds,
  p90Ms: milliseconds,
  p99Ms: milliseconds,
});
export type ArmView = Static<typeof ArmView>;

/** A rollout: its state, and what is observed. */
export const Rollout = Type.Object(
  {
    name: Type.String({ description: "The seam." }),
    state: ref(RolloutState),
    evidence: ref(Evidence),
    budgets: Type.Array(ref(Budget)),
    verdict: Verdict,
    control: ArmView,
    candidate: ArmView,
    killSwitch: Type.Object({
      on: Type.Boolean(),
      description: Type.Optional(
        Type.String({ description: "What switched it on, or why it cannot be read." }),
      ),
    }),
    storeUnreachable: Type.Boolean({ description: "The last known stage holds." }),
    mismatches: Type.Integer({ minimum: 0, description: "Mismatches that are stored." }),
  },
  { $id: "Rollout" },
);
export type Rollout = Static<typeof Rollout>;
