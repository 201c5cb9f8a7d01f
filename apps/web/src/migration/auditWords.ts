import type { AuditEntry } from "@trivium/gateway/schemas";
import { count } from "../format/amount.ts";
import { isFurther, stageText } from "./stages.ts";

/** Who acts when nobody does: evidence leads back by itself. */
const automatic = "trivium";

/** From where to where a change led. */
export function changeText({ before, after }: AuditEntry): string {
  const to = stageText(after);
  if (before === undefined) return capital(to);
  const from = stageText(before);
  return capital(from === to ? `${to}, evidence anew` : `${from} → ${to}`);
}

const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);

/** Whether the rollout went back by itself. */
export function isRetreat({ actor, before, after }: AuditEntry): boolean {
  return actor === automatic && before !== undefined && isFurther(before.stage, after.stage);
}

/** Who made a change. */
export function actorText({ actor }: AuditEntry): string {
  return actor === automatic ? "by itself" : actor;
}

/** The evidence at the time of a change: what was compared, and what it said. */
export function evidenceText({ evidence, budgets }: AuditEntry): string {
  if (evidence === undefined || evidence.compared === 0) return "nothing compared";
  const compared = `${count(evidence.compared)} compared, ${count(evidence.mismatched)} differed`;
  const breached = budgets.filter(({ verdict }) => verdict === "breach").map(({ kind }) => kind);
  if (breached.length > 0) return `${compared} · ${breached.join(" and ")} breached`;
  const passed = budgets.length > 0 && budgets.every(({ verdict }) => verdict === "pass");
  return passed ? `${compared} · pass` : `${compared} · inconclusive`;
}
