import type { ColdTable } from "../cold/measure.ts";
import type { KernelTable } from "../kernel/measure.ts";
import type { Machine } from "../machine.ts";
import type { RoadTable } from "../road/measure.ts";

/** Everything that a run measured. */
export interface Report {
  readonly date: string;
  readonly quick: boolean;
  readonly machine: Machine;
  kernel?: KernelTable;
  road?: RoadTable;
  cold?: ColdTable;
}

/** When, where and with what was measured. */
export function describeRun({ date, quick, machine }: Report): string[] {
  const versions = Object.entries(machine.versions).map(([name, version]) => `${name} ${version}`);
  return [
    `${date.slice(0, 10)}, ${machine.processor}, ${machine.cores} cores, ${machine.memoryGiB} GiB, ${machine.system}.`,
    `${versions.join(", ")}.${quick ? " A quick run: its numbers are rough." : ""}`,
  ];
}
