import type { KernelTable } from "../kernel/measure.ts";
import type { Machine } from "../machine.ts";
import type { RoadTable } from "../road/measure.ts";
import { kernelText } from "./kernel.ts";
import { roadText } from "./road.ts";

/** Everything that a run measured. */
export interface Report {
  readonly date: string;
  readonly quick: boolean;
  readonly machine: Machine;
  kernel?: KernelTable;
  road?: RoadTable;
}

/** The report for people, in Markdown. */
export function document({ date, quick, machine, kernel, road }: Report): string {
  const versions = Object.entries(machine.versions).map(([name, version]) => `${name} ${version}`);
  return [
    "# Benchmarks",
    "",
    "Written by `npm run bench -- --write`; nothing here is typed in by hand.",
    "",
    `${date.slice(0, 10)}, ${machine.processor}, ${machine.cores} cores, ${machine.memoryGiB} GiB, ${machine.system}.`,
    `${versions.join(", ")}.${quick ? " A quick run: its numbers are rough." : ""}`,
    ...(kernel === undefined ? [] : ["", "## Kernel", "", kernelText(kernel)]),
    ...(road === undefined ? [] : ["", "## Road", "", roadText(road)]),
    "",
  ].join("\n");
}
