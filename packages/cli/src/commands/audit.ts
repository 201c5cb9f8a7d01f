import type { AuditEntry, AuditPage } from "@trivium/gateway/schemas";
import type { Command } from "../command.ts";
import { EXIT } from "../exit.ts";
import { table } from "../text/table.ts";
import { stageText, timeText } from "../text/words.ts";
import { next, page, paging } from "./pages.ts";

export const audit: Command = {
  summary: "who changed what and why, newest first",
  options: paging,
  async run(call) {
    const found = await page<AuditPage>(call, "/v1/rollout/audit");
    call.output.answer(found, () => auditText(found));
    return EXIT.done;
  },
};

function auditText({ entries, nextCursor }: AuditPage): string {
  if (entries.length === 0) return "no changes yet";
  return table(["version", "time", "who", "change", "why"], entries.map(row)) + next("audit", nextCursor);
}

function row({ version, time, actor, reason, before, after, mismatchId }: AuditEntry): string[] {
  const change = before === undefined ? stageText(after) : `${stageText(before)} -> ${stageText(after)}`;
  const why = mismatchId === undefined ? reason : `${reason} (mismatch ${mismatchId})`;
  return [String(version), timeText(time), actor, change, why];
}
