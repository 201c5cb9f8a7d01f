import { callsWithin } from "./bound.ts";
import type { Case } from "./cases.ts";
import type { Encounter } from "./encounter.ts";

/** The chance that a fault is not met within the calls that the table names. */
export const MISSED = 1e-9;

const HEADINGS = [
  "fault",
  "planted at",
  "met after",
  "at most",
  "caught after",
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
  const { name, stage, percent, via, reaction } = one;
  const way = via === undefined ? reaction : `${via}, then ${reaction}`;
  const harmless = reaction === stage;
  return [
    name,
    `${stage} ${percent} %`,
    counted(calls, "call"),
    counted(mostCalls(one), "call"),
    harmless ? "" : counted(hits, "hit"),
    harmless ? `none: ${hits} hits, tried again` : `back to ${way}`,
    harmless ? "" : `${Math.round(tookMs)} ms`,
    `${callers.affected.length} of ${callers.forecasts}`,
  ];
}

/** Calls within which a fault is met, by the shares of the calls that the candidate gets and the fault hits. */
export function mostCalls({ percent, share = 1 }: Pick<Case, "percent" | "share">): number {
  return callsWithin((percent / 100) * share, MISSED);
}

const counted = (count: number, what: string) => `${count} ${what}${count === 1 ? "" : "s"}`;
