import { launch } from "./program.ts";
import { runTasks } from "./turbo.ts";

const BENCH = ["--filter=@trivium/test-bench..."];
const CONFORMANCE = ["--filter=@trivium/test-conformance..."];
const FAULTS = ["--filter=@trivium/test-faults..."];

/** `npm run conformance`: every implementation of the kernel against known answers. */
export function conformance(flags: string[]): Promise<number> {
  return built(CONFORMANCE, "tests/conformance/src/main.ts", flags);
}

/** `npm run bench`: every language on this machine, side by side. */
export function bench(flags: string[]): Promise<number> {
  return built(BENCH, "tests/bench/src/main.ts", flags);
}

/** `npm run faults`: plants every fault that is known to be caught, and prints what came of each. */
export function faults(flags: string[]): Promise<number> {
  return built(FAULTS, "tests/faults/src/main.ts", flags);
}

/** `npm run tour`: a guided walk through a migration from Go to Rust. */
export function tour(flags: string[]): Promise<number> {
  return built(FAULTS, "tests/faults/src/tour/main.ts", flags);
}

/** Builds what a program of the repository needs, and runs it. */
async function built(filters: string[], program: string, flags: string[]): Promise<number> {
  const { code } = await runTasks(["build"], { doing: "Building", flags: filters });
  return code === 0 ? launch("node", [program, ...flags], { stdio: "inherit" }).ended : code;
}
