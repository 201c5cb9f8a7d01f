import type { Budget, Verdict } from "@trivium/gateway/schemas";
import { count } from "../format/amount.ts";
import { sharePercent } from "../format/sharePercent.ts";
import { significant } from "../format/significant.ts";
import type { Names } from "./names.ts";

/** A budget in words. */
export interface BudgetWords {
  readonly name: string;
  readonly observed: string;
  readonly limit: string;
}

/** What a verdict means for whoever steers. */
export const verdictWords: Readonly<Record<Verdict, string>> = {
  pass: "Pass",
  inconclusive: "Inconclusive: hold",
  breach: "Breach: retreat",
};

/** The same in one word. */
export const verdictWord: Readonly<Record<Verdict, string>> = {
  pass: "Pass",
  inconclusive: "Hold",
  breach: "Breach",
};

/** What a budget is about, what was observed of it, and how much is allowed. */
export function budgetWords({ kind, observed, limit }: Budget, { control, candidate }: Names): BudgetWords {
  switch (kind) {
    case "mismatches":
      return {
        name: "Mismatches",
        observed: observed === undefined ? "not known yet" : `${count(observed)} answers differ`,
        limit: limit === 0 ? "none allowed" : `${count(limit)} allowed`,
      };
    case "errors":
      return {
        name: "Errors",
        observed: observed === undefined ? "not known yet" : excess(observed, "failures", control),
        limit: `${share(limit)} more allowed`,
      };
    case "refusals":
      return {
        name: "Refusals",
        observed: observed === undefined ? "not known yet" : excess(observed, "refused calls", control),
        limit: `${share(limit)} more allowed`,
      };
    case "latency":
      return {
        name: "Latency",
        observed:
          observed === undefined
            ? "not known yet"
            : `${candidate}’s p99 is ${factor(observed)} of ${control}’s`,
        limit: `${factor(limit)} allowed`,
      };
    default:
      return kind satisfies never;
  }
}

/** How many samples a budget has seen, and how many it needs while that is not enough. */
export function samplesText({ samples, samplesNeeded }: Budget): string {
  return samples < samplesNeeded
    ? `${count(samples)} of ${count(samplesNeeded)} samples`
    : `${count(samples)} samples`;
}

/** What is in the way of a step forward; empty when nothing is. */
export function hindrances(budgets: readonly Budget[]): string {
  const kinds = new Map<string, string[]>();
  for (const budget of budgets) {
    if (budget.verdict === "pass") continue;
    const reason = budget.verdict === "breach" ? "breach" : samplesText(budget);
    kinds.set(reason, [...(kinds.get(reason) ?? []), budget.kind]);
  }
  return Array.from(kinds, ([reason, names]) => `${names.join(", ")}: ${reason}`).join("; ");
}

function excess(observed: number, what: string, control: string): string {
  if (observed <= 0) return `no more ${what} than ${control}`;
  return `${share(observed)} more ${what} than ${control}`;
}

const share = (fraction: number) => sharePercent(100 * fraction);
const factor = (value: number) => `${significant(value)}×`;
