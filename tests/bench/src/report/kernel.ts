import type { KernelRow, KernelTable } from "../kernel/measure.ts";
import { digits, median, quartiles, times } from "./numbers.ts";
import { table } from "./table.ts";

/** From so many cores on, other programs show in the numbers. */
const BUSY = 0.2;

/** The fastest of Rust's rows, which the others are compared with. */
export function bestOfRust(rows: readonly KernelRow[]): KernelRow | undefined {
  const rust = rows.filter(({ name }) => name.startsWith("Rust"));
  return rust.toSorted((a, b) => a.nanos.median - b.nanos.median)[0];
}

/** The kernel table for people. */
export function kernelText(measured: KernelTable): string {
  const { rows, absent, otherCores, clock, months, checkPaths } = measured;
  const best = bestOfRust(rows);
  const about = clock === "estimated" ? "about " : "";
  const where = measured.core === undefined ? "on one core, not pinned" : "on one core, pinned to it";
  const cells = rows
    .toSorted((a, b) => a.nanos.median - b.nanos.median)
    .map((row) => [
      row.name,
      median(row.nanos),
      quartiles(row.nanos),
      about + digits(row.cycles),
      best === undefined ? "" : times(row.nanos.median / best.nanos.median),
    ]);
  return [
    `One path through one month, over ${months} months, ${where}: median and quartiles of ${rows[0]?.nanos.count} interleaved rounds.`,
    "",
    table(["", "ns", "quartiles", "cycles", "time against Rust's best"], cells),
    ...(otherCores > BUSY
      ? ["", `Other programs kept ${digits(otherCores)} cores busy meanwhile: the numbers are rough.`]
      : []),
    ...absent.map(({ name, reason }) => `\nNot measured: ${name}, because ${reason}.`),
    "",
    `All but numpy and numba gave the same bits for ${digits(checkPaths)} paths; numpy's and numba's percentiles of every year were the same`,
    "within sampling error. They draw their own random numbers, with PCG64 and the ziggurat.",
    ...(clock === "estimated"
      ? ["The system lets nobody count cycles here: they are time multiplied by a clock measured in between."]
      : []),
  ].join("\n");
}
