import { bench, conformance, faults, tour } from "./kernelCommands.ts";

/** Commands of this system alone, beside those of any system of this shape. */
export const ownCommands: Readonly<Record<string, (args: string[]) => Promise<number>>> = {
  conformance,
  bench,
  faults,
  tour,
};
