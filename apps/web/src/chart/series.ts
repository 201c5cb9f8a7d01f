import type { Result } from "@trivium/gateway/schemas";
import type { AlignedData } from "uplot";

type Years = Result["years"];

/** Columns for the fan: year, then the percentiles 5, 25, 50, 75, 95. Year 0 is today. */
export function fanColumns(today: number, years: Years): AlignedData {
  const column = (key: "p5" | "p25" | "p50" | "p75" | "p95") => [today, ...years.map((year) => year[key])];
  return [index(years), column("p5"), column("p25"), column("p50"), column("p75"), column("p95")];
}

/** Columns for depletion: year, then the share of futures with nothing left, in percent. */
export function depletionColumns(years: Years): AlignedData {
  return [index(years), [0, ...years.map((year) => year.depleted * 100)]];
}

/** The first year by whose end at least this share of futures has nothing left. */
export function depletedBy(years: Years, share: number): number | undefined {
  const found = years.findIndex((year) => year.depleted >= share);
  return found < 0 ? undefined : found + 1;
}

function index(years: Years): number[] {
  return Array.from({ length: years.length + 1 }, (_, year) => year);
}
