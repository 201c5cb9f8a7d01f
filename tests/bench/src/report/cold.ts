import type { ColdTable } from "../cold/measure.ts";
import { digits } from "./numbers.ts";
import { describeRun, type Report } from "./report.ts";
import { table } from "./table.ts";

/** The table of a cold start for people, which says by itself when and where it was measured. */
export function coldText(report: Report, cold: ColdTable): string {
  const seconds = (ms: number) => digits(ms / 1000);
  return [
    "## Cold start",
    "",
    "Written by `npm run bench -- --only cold --write`, in one run.",
    "",
    ...describeRun(report),
    "",
    `\`npm start -- --once\` in a clone of ${cold.commit}, with nothing downloaded or compiled before, in seconds.`,
    "The first three go on at the same time.",
    "",
    table(
      ["", "s"],
      [
        ["npm packages", seconds(cold.packagesMs)],
        ["Go compiled", seconds(cold.goMs)],
        ["Rust compiled", seconds(cold.rustMs)],
        ["gateway and page built after that", seconds(cold.buildMs)],
        ["services up, first forecast, services stopped", seconds(cold.sampleMs)],
        ["in all", seconds(cold.totalMs)],
        ["processor time of all cores", seconds(cold.cpuMs)],
        ["the same again, with nothing to do", seconds(cold.againMs)],
      ],
    ),
    "",
  ].join("\n");
}
