import { spawn } from "node:child_process";
import { readdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { capabilities } from "./capabilities.ts";
import { ROOT } from "./topology.ts";

/** A task that turbo ran, or took from its cache. */
export interface Task {
  readonly task: string;
  readonly package: string;
  readonly directory: string;
  readonly command: string;
  readonly execution?: { readonly exitCode?: number };
}

const RUNS = join(ROOT, ".turbo/runs");

/** Runs tasks through turbo; everything it prints goes to standard error. */
export async function turbo(tasks: readonly string[], flags: readonly string[] = []): Promise<number> {
  const child = spawn("turbo", ["run", ...tasks, "--output-logs=new-only", "--ui=stream", ...flags], {
    cwd: ROOT,
    stdio: ["ignore", 2, 2],
    env: {
      ...process.env,
      PATH: `${join(ROOT, "node_modules/.bin")}:${process.env["PATH"]}`,
      TURBO_TELEMETRY_DISABLED: "1",
      TRIVIUM_CAPABILITIES: await capabilities(),
    },
  });
  return new Promise((done, failed) => {
    child.once("error", failed);
    child.once("close", (code) => done(code ?? 1));
  });
}

/** Runs tasks to the end, whatever fails, and tells what became of each. */
export async function turboTasks(tasks: readonly string[]): Promise<{ code: number; tasks: Task[] }> {
  rmSync(RUNS, { recursive: true, force: true });
  const code = await turbo(tasks, ["--continue", "--summarize"]);
  const [summary] = readdirSync(RUNS);
  if (summary === undefined) throw new Error("turbo left no summary of its run");
  const { tasks: all } = JSON.parse(readFileSync(join(RUNS, summary), "utf8")) as { tasks: Task[] };
  return { code, tasks: all.filter((task) => task.command !== "<NONEXISTENT>") };
}
