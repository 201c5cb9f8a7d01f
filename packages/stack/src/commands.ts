import { launch } from "./program.ts";
import { runTasks } from "./turbo.ts";

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
  const biome = await launch("biome", ["check", "--write", "."], { stdio: "inherit" }).ended;
  const { code } = await runTasks(["format"], { doing: "Formatting" });
  return biome === 0 ? code : biome;
}

/** `npm run generate`: code from the contracts. */
export async function generate(): Promise<number> {
  return (await runTasks(["generate"], { doing: "Generating" })).code;
}

/** `npm run graph`: the graph of packages, on a page, or in a file by `--file=graph.html`. Flags are nx's. */
export function graph(flags: string[]): Promise<number> {
  return launch("nx", ["graph", ...flags], { stdio: "inherit" }).ended;
}
