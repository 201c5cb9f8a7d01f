import { parseArgs } from "node:util";
import type { Pace } from "./guide.ts";

export const USAGE = `npm run tour -- [--step | --fast]

  --step   waits for Enter after every step
  --fast   does not wait: as fast as the evidence comes`;

/** @throws {Error} naming what is wrong with the command line. */
export function readPace(args: readonly string[]): Pace {
  const { step, fast } = parseArgs({
    args: [...args],
    options: { step: { type: "boolean", default: false }, fast: { type: "boolean", default: false } },
  }).values;
  if (step && fast) throw new Error("--step and --fast do not go together");
  return step ? "step" : fast ? "fast" : "timed";
}
