import type { LocalOptions } from "@trivium/stack";

/** Runs last long enough to be watched on any machine, and the browser has a core to itself. */
export const OPTIONS: Partial<LocalOptions> = {
  env: { "simulator-1": { SIMULATOR_THREADS: "1", TRIVIUM_ISA: "scalar" } },
  without: ["simulator-2"],
};

/** What a test may have left running does not take the machine from the next one. */
export { cancelRuns as settle } from "./runs.ts";
