import type { MismatchPage } from "@trivium/gateway/schemas";
import type { Command } from "../command.ts";
import { EXIT } from "../exit.ts";
import { table } from "../text/table.ts";
import { differenceText, timeText } from "../text/words.ts";
import { next, page, paging } from "./pages.ts";

export const mismatches: Command = {
  summary: "where the sides differed, newest first",
  options: paging,
  async run(call) {
    const found = await page<MismatchPage>(call, "/v1/rollout/mismatches");
    call.output.answer(found, () => mismatchesText(found));
    return EXIT.done;
  },
};

function mismatchesText({ mismatches: found, nextCursor }: MismatchPage): string {
  if (found.length === 0) return "no mismatches";
  const rows = found.map(({ id, lastTime, count, stage, difference }) => [
    id,
    timeText(lastTime),
    String(count),
    stage,
    differenceText(difference),
  ]);
  return (
    table(["id", "seen last", "times", "stage", "first difference"], rows) + next("mismatches", nextCursor)
  );
}
