import { significant } from "./significant.ts";

const space = "\u00a0";

/** The time of a call, three digits: 312 µs, 1.24 ms, 2.5 s. Absent: a dash. */
export function latency(milliseconds: number | undefined): string {
  if (milliseconds === undefined) return "–";
  if (milliseconds < 1) return `${significant(milliseconds * 1000)}${space}µs`;
  if (milliseconds < 1000) return `${significant(milliseconds)}${space}ms`;
  return `${significant(milliseconds / 1000)}${space}s`;
}
