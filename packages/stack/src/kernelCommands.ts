import { launch } from "./program.ts";
import { runTasks } from "./turbo.ts";

const BENCH = ["--filter=@trivium/test-bench..."];
const CONFORMANCE = ["rust", "go"].map((language) => `--filter=@trivium/conformance-${language}`);

/** `npm run conformance`: every implementation of the kernel against known answers. */
export function conformance(flags: string[]): Promise<number> {
  return buildAndRun(CONFORMANCE, "tests/conformance/src/main.ts", flags);
}

/** `npm run bench`: every language on this machine, side by side. */
export function bench(flags: string[]): Promise<number> {
  return buildAndRun(BENCH, "tests/bench/src/main.ts", flags);
}

async function buildAndRun(filters: string[], program: string, flags: string[]): Promise<number> {
  const { code } = await runTasks(["build"], { doing: "Building", flags: filters });
  return code === 0 ? launch("node", [program, ...flags], { stdio: "inherit" }).ended : code;
}
