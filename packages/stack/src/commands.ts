import { launch } from "./program.ts";
import { runTasks } from "./turbo.ts";

const BENCH = ["--filter=@trivium/test-bench..."];
const CONFORMANCE = ["--filter=@trivium/test-conformance..."];
const FAULTS = ["--filter=@trivium/test-faults..."];

/** `npm run build`: binaries, page and bundles. Flags are turbo's. */
export async function build(flags: string[]): Promise<number> {
  return (await runTasks(["build"], { doing: "Building", flags })).code;
}

/** `npm run lint`: linters, formatters' checks and type checks. Flags are turbo's. */
export async function lint(flags: string[]): Promise<number> {
  return (await runTasks(["lint", "typecheck"], { doing: "Checking", flags })).code;
}

/** `npm run format`: formats everything, each language by its own tool. */
export async function format(): Promise<number> {
  const biome = await run("biome", "check", "--write", ".");
  const { code } = await runTasks(["format"], { doing: "Formatting" });
  return biome === 0 ? code : biome;
}

/** `npm run generate`: code from the contracts. */
export async function generate(): Promise<number> {
  return (await runTasks(["generate"], { doing: "Generating" })).code;
}

/** `npm run graph`: the graph of packages, on a page, or in a file by `--file=graph.html`. Flags are nx's. */
export function graph(flags: string[]): Promise<number> {
  return run("nx", "graph", ...flags);
}

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
  return code === 0 ? run("node", program, ...flags) : code;
}

function run(program: string, ...args: string[]): Promise<number> {
  return launch(program, args, { stdio: "inherit" }).ended;
}
