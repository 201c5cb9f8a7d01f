import { status } from "@grpc/grpc-js";
import type { Budget, Stage } from "@trivium/gateway/schemas";
import { emptyBin, movedCount, newBuild, oneBit, otherContract, unknownField } from "./proxy/alterations.ts";
import type { Fault } from "./proxy/fault.ts";

/** A fault, where it is planted, and what must come of it. */
export interface Case {
  /** What is planted, for people. */
  readonly name: string;
  readonly fault: Fault | "drift of Go";
  /** The share of the candidate's calls that it hits; all when absent. */
  readonly share?: number;
  /** The stage it is planted at, and the stage's share of the calls in percent. */
  readonly stage: Stage;
  readonly percent: number;
  /** The stage that the rollout goes to by itself; the same when nothing is to happen. */
  readonly reaction: Stage;
  /** Where the rollout may stop on its way there: when the build is noticed before the difference. */
  readonly via?: Stage;
  /** The budget that is broken by it. */
  readonly breaks?: Budget["kind"];
  /** What the audit entry says. */
  readonly reason: RegExp;
  /** The first differing field of the mismatch that is stored. */
  readonly field?: RegExp;
}

const wrong = (name: string, alter: (message: Buffer) => Buffer, field: RegExp): Case => ({
  name,
  fault: { kind: "alter", alter },
  stage: "shadow",
  percent: 20,
  reaction: "off",
  breaks: "mismatches",
  reason: /mismatch|differ/,
  field,
});

const ill = (name: string, fault: Fault, breaks: Budget["kind"], reason: RegExp): Case => ({
  name,
  fault,
  stage: "canary",
  percent: 10,
  reaction: "off",
  breaks,
  reason,
});

const other = (name: string, alter: (message: Buffer) => Buffer, stage: Stage, reason: RegExp): Case => ({
  name,
  fault: { kind: "alter", alter },
  stage,
  percent: 50,
  reaction: "shadow",
  reason,
});

/** A share of the answers is wrong, at a share of the calls: both at once is rare. */
const seldom: Case = {
  ...wrong("one bit of the checksum, in a tenth of the answers", oneBit, /^checksum$/),
  share: 0.1,
};

/** Every fault that is known to be caught. */
export const CASES: readonly Case[] = [
  wrong("one bit of the checksum", oneBit, /^checksum$/),
  seldom,
  wrong("one path counted one bin higher", movedCount, /^years\[\d+\]\.counts\[\d+\]$/),
  wrong("the same histogram written differently, as -0 for 0", emptyBin, /^years\[\d+\]\.counts/),
  wrong("a field that the contract does not know", unknownField, /unknown/),
  ill(
    "answers INTERNAL",
    { kind: "fail", code: status.INTERNAL, message: "planted" },
    "errors",
    /error|fail/,
  ),
  ill("hangs", { kind: "hang" }, "errors", /error|fail/),
  { ...ill("answers 2 s late", { kind: "delay", ms: 2000 }, "latency", /percentile/), percent: 1 },
  {
    ...ill("crashes at a third of the calls", { kind: "cut" }, "errors", /first answers/),
    share: 1 / 3,
    percent: 50,
    reaction: "canary",
  },
  other("another build", newBuild, "canary", /another build of the candidate/),
  other("another build, when it answers everything", newBuild, "reversed", /another build of the candidate/),
  {
    ...wrong(
      "another build, which is wrong in one bit",
      (message) => newBuild(oneBit(message)),
      /^checksum$/,
    ),
    stage: "reversed",
    percent: 50,
    via: "shadow",
  },
  other("another contract, with a field more", otherContract, "canary", /contract/),
  {
    name: "Go counts one depleted path too many, once",
    fault: "drift of Go",
    stage: "reversed",
    percent: 20,
    reaction: "off",
    breaks: "mismatches",
    reason: /mismatch|differ/,
    field: /^depleted_paths$/,
  },
];
