import { callsWithin } from "./bound.ts";
import type { Case } from "./cases.ts";
import type { Encounter } from "./encounter.ts";

/** The chance that a fault that is caught by comparing is not caught within the calls that the table names. */
export const MISSED = 1e-9;

const HEADINGS = [
  "fault",
  "planted at",
  "caught after",
  "at most",
  "reaction",
  "from fault to reaction",
  "callers affected",
];

/** Encounters as a table in Markdown. */
export function table(encounters: readonly Encounter[]): string {
  const rows = [HEADINGS, ...encounters.map(cells)];
  const widths = HEADINGS.map((_, i) => Math.max(...rows.map((row) => row[i]?.length ?? 0)));
  const [headings = "", ...lines] = rows.map(
    (row) => `| ${row.map((text, i) => text.padEnd(widths[i] ?? 0)).join(" | ")} |`,
  );
  const rule = `|${widths.map((width) => "-".repeat(width + 2)).join("|")}|`;
  return [headings, rule, ...lines].join("\n");
}

function cells({ case: one, calls, hits, tookMs, callers }: Encounter): string[] {
  const { name, stage, percent, reaction } = one;
  const affected = `${callers.affected.length} of ${callers.forecasts}`;
  const where = `${stage} ${percent} %`;
  if (reaction === stage) return [name, where, "", "", `stays: ${hits} calls tried again`, "", affected];
  const most = mostCalls(one);
  const within = most === undefined ? "" : `${most} calls`;
  const caught = most === undefined ? `${hits} hits` : `${calls} calls`;
  return [name, where, caught, within, `back to ${reaction}`, `${Math.round(tookMs)} ms`, affected];
}

/**
 * Calls within which a fault is caught that one comparison is enough for, by the shares of the
 * calls that are compared and hit. Undefined for what shows only in many calls.
 */
export function mostCalls({ percent, share = 1, breaks }: Case): number | undefined {
  if (breaks === "errors" || breaks === "latency") return undefined;
  return callsWithin((percent / 100) * share, MISSED);
}
