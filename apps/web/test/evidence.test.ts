import type { AuditEntry } from "@trivium/gateway/schemas";
import { expect, test } from "vitest";
import { actorText, changeText, evidenceText, isRetreat } from "../src/migration/auditWords.ts";
import { budgetWords, hindrances, samplesText } from "../src/migration/budgets.ts";
import { budget, rollout, state } from "./rollouts.ts";

const names = { control: "Go", candidate: "Rust" };

test.each([
  [budget({ kind: "mismatches", observed: 2 }), "2 answers differ", "none allowed"],
  [
    budget({ kind: "errors", observed: 0.0213, limit: 0.01 }),
    "2.13\u00a0% more failures than Go",
    "1\u00a0% more allowed",
  ],
  [
    budget({ kind: "errors", observed: -0.1, limit: 0.01 }),
    "no more failures than Go",
    "1\u00a0% more allowed",
  ],
  [
    budget({ kind: "refusals", observed: 0.5, limit: 0.01 }),
    "50\u00a0% more refused calls than Go",
    "1\u00a0% more allowed",
  ],
  [budget({ kind: "latency", observed: 0.31249, limit: 1 }), "Rust’s p99 is 0.312× of Go’s", "1× allowed"],
  [budget({ kind: "latency", limit: 1.5 }), "not known yet", "1.5× allowed"],
])("the budget of $kind in words", (one, observed, limit) => {
  expect(budgetWords(one, names)).toMatchObject({ observed, limit });
});

test("what is in the way of a step is told with how much is missing", () => {
  const budgets = [
    budget({ kind: "mismatches" }),
    budget({ kind: "errors", verdict: "inconclusive", samples: 40 }),
    budget({ kind: "latency", verdict: "breach" }),
  ];
  expect(hindrances(budgets)).toBe("errors: 40 of 100 samples; latency: breach");
  expect(hindrances([budget({ kind: "mismatches" })])).toBe("");
  const few = { verdict: "inconclusive", samples: 1 } as const;
  expect(hindrances([budget({ kind: "errors", ...few }), budget({ kind: "latency", ...few })])).toBe(
    "errors, latency: 1 of 100 samples",
  );
  expect(samplesText(budget({ kind: "errors", samples: 1318 }))).toBe("1,318 samples");
});

const entry = (more: Partial<AuditEntry>): AuditEntry => ({
  version: 4,
  time: "2026-01-02T03:04:05Z",
  actor: "Ana",
  reason: "quiet",
  before: state(3, "shadow", 5),
  after: state(4, "canary", 1),
  budgets: [],
  ...more,
});

test("a change says from where to where, and by whom", () => {
  expect(changeText(entry({}))).toBe("Shadow 5\u00a0% → canary 1\u00a0%");
  expect(changeText(entry({ after: state(4, "shadow", 5) }))).toBe("Shadow 5\u00a0%, evidence anew");
  expect(changeText({ ...entry({}), before: state(1, "off"), after: state(2, "shadow", 1) })).toBe(
    "Off → shadow 1\u00a0%",
  );
  expect(actorText(entry({}))).toBe("Ana");
  expect(actorText(entry({ actor: "trivium" }))).toBe("by itself");
});

test("only what goes back by itself is a retreat", () => {
  const back = { before: state(3, "canary", 5), after: state(4, "off") };
  expect(isRetreat(entry({ ...back, actor: "trivium" }))).toBe(true);
  expect(isRetreat(entry(back))).toBe(false);
  expect(isRetreat(entry({ actor: "trivium", after: state(4, "shadow", 5) }))).toBe(false);
});

test("the evidence of a change is summed up", () => {
  const { evidence } = rollout(state(1, "shadow", 5));
  const compared = { ...evidence, compared: 1318, mismatched: 1 };
  const breach = budget({ kind: "mismatches", verdict: "breach" });
  expect(evidenceText(entry({}))).toBe("nothing compared");
  expect(evidenceText(entry({ evidence: compared, budgets: [breach] }))).toBe(
    "1,318 compared, 1 differed · mismatches breached",
  );
  expect(evidenceText(entry({ evidence: compared, budgets: [budget({ kind: "errors" })] }))).toBe(
    "1,318 compared, 1 differed · pass",
  );
  expect(evidenceText(entry({ evidence: compared }))).toBe("1,318 compared, 1 differed · inconclusive");
});
