import { readFileSync, rmSync } from "node:fs";
import { availableParallelism } from "node:os";
import { createInterface } from "node:readline";
import type { Readable } from "node:stream";
import { launch } from "./program.ts";
import { Progress } from "./progress.ts";

/** A task that turbo ran, or took from its cache. */
export interface Task {
  readonly taskId: string;
  readonly task: string;
  /** Of everything that goes into it. */
  readonly hash: string;
  readonly package: string;
  /** The package's folder, from the repository's. */
  readonly directory: string;
  readonly command: string;
  /** Everything it said, from the repository's folder. */
  readonly logFile: string;
  /** Missing when it did not run, for something that it depends on failed. */
  readonly execution?: { readonly exitCode?: number };
}

/** What became of a run. */
export interface Run {
  readonly code: number;
  /** Tasks that have a command; none when turbo could not even begin. */
  readonly tasks: readonly Task[];
}

/** How to run tasks. */
export interface RunOptions {
  /** What is going on, for the reader: "Building". */
  readonly doing: string;
  /** Flags for turbo, such as `--filter=@trivium/gateway`. */
  readonly flags?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
}

const FLAGS = ["--json", "--summarize", "--continue=dependencies-successful", "--output-logs=new-only"];

/**
 * Runs tasks, as far as they can be had whatever else fails, and tells what became of each.
 * Standard error shows how far it is, and what failed tasks said.
 */
export async function runTasks(tasks: readonly string[], options: RunOptions): Promise<Run> {
  const progress = new Progress(options.doing);
  // Most tasks use several cores themselves.
  const concurrency = `--concurrency=${Math.max(2, availableParallelism())}`;
  const { child, ended } = launch(
    "turbo",
    ["run", ...tasks, ...FLAGS, concurrency, ...(options.flags ?? [])],
    {
      stdio: ["ignore", "pipe", "pipe"],
      env: { ...options.env, TURBO_TELEMETRY_DISABLED: "1" },
    },
  );
  let summary: string | undefined;
  createInterface({ input: child.stdout as Readable }).on("line", (line) => {
    if (!line.startsWith("{")) return progress.print(line);
    const { source, text } = JSON.parse(line) as { source: string; text: string };
    if (source === "turbo") summary ??= /^\s*Summary:\s+(.*)/.exec(text)?.[1];
    else progress.heard(source, text);
  });
  createInterface({ input: child.stderr as Readable }).on("line", (line) => progress.print(line));
  const code = await ended;
  const all = summary === undefined ? [] : takeSummary(summary);
  progress.end(all);
  if (summary === undefined) throw new Error("turbo could not run: see above");
  return { code, tasks: all };
}

/** What turbo wrote about a run; it is not needed any more then. */
function takeSummary(file: string): Task[] {
  const { tasks } = JSON.parse(readFileSync(file, "utf8")) as { tasks: Task[] };
  rmSync(file);
  return tasks.filter((task) => task.command !== "<NONEXISTENT>");
}
