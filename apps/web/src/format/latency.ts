import { significant } from "./significant.ts";

const space = "\u00a0";

/** The time of a call, three digits: 312 µs, 1.24 ms, 2.5 s. Absent: a dash. */
export function latency(milliseconds: number | undefined): string {
  if (milliseconds === undefined) return "–";
  // Rounded first: 999.7 µs are a millisecond.
  const rounded = significant(milliseconds);
  if (rounded < 1) return `${significant(rounded * 1000)}${space}µs`;
  if (rounded < 1000) return `${rounded}${space}ms`;
  return `${significant(rounded / 1000)}${space}s`;
}
