import type { AuditEntry as AuditEntryMessage } from "@trivium/contracts/rollout/v1/rollout";
import type { AuditEntry } from "../schemas/index.ts";
import { budgetOf, evidenceOf, stateOf } from "./rollout.ts";
import { timeText } from "./time.ts";

/** A change as callers see it. */
export function auditEntryOf(message: AuditEntryMessage): AuditEntry {
  const { before, evidence, mismatchId } = message;
  return {
    version: Number(message.version),
    time: timeText(message.time),
    actor: message.actor,
    reason: message.reason,
    ...(before === undefined ? {} : { before: stateOf(before) }),
    after: stateOf(message.after),
    ...(evidence === undefined ? {} : { evidence: evidenceOf(evidence) }),
    budgets: message.budgets.map(budgetOf),
    ...(mismatchId === "" ? {} : { mismatchId }),
  };
}
