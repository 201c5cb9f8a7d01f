import type { Encounter } from "./encounter.ts";

const HEADINGS = ["fault", "planted at", "caught after", "reaction", "from fault to reaction", "callers affected"];

/** Encounters as a table in Markdown. */
export function table(encounters: readonly Encounter[]): string {
  const rows = encounters.map(cells);
  const widths = HEADINGS.map((heading, i) => Math.max(...[heading, ...rows.map((row) => row[i] ?? "")].map((text) => text.length)));
  const line = (row: readonly string[]) => `| ${row.map((text, i) => text.padEnd(widths[i] ?? 0)).join(" | ")} |`;
  return [line(HEADINGS), `|${widths.map((width) => "-".repeat(width + 2)).join("|")}|`, ...rows.map(line)].join("\n");
}

function cells({ case: { name, stage, percent, reaction }, hits, tookMs, callers }: Encounter): string[] {
  const harmless = reaction === stage;
  return [
    name,
    `${stage} ${percent} %`,
    harmless ? `not: ${hits} calls hit` : calls(hits),
    harmless ? "none: tried again elsewhere" : `back to ${reaction}`,
    harmless ? "" : `${Math.round(tookMs).toLocaleString("en")} ms`,
    `${callers.affected.length} of ${callers.forecasts}`,
  ];
}

const calls = (count: number) => `${count} ${count === 1 ? "call" : "calls"}`;
