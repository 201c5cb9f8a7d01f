import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { text } from "node:stream/consumers";
import { Guard, signalGroup } from "@trivium/stack";

/** A line that a program wrote. */
export interface Line {
  /** Milliseconds since the program was started. */
  readonly atMs: number;
  readonly text: string;
}

/** What a start said, how long it took, and the processor time of all that it ran. */
export interface Start {
  readonly lines: readonly Line[];
  readonly wallMs: number;
  readonly cpuMs: number;
}

const COMPLAINT_LINES = 20;
/** The command, and what the shell says of the processor time of all that it ran. */
const TIMED = "npm start -- --once 3>&-; code=$?; times >&3; exit $code";
/** Times of the shell itself come first. */
const TIMES = /^.*\n(\d+)m([\d.]+)s (\d+)m([\d.]+)s/;

/**
 * Runs `npm start -- --once` in a clone.
 *
 * @throws {Error} with what it said last, when it fails; the reason of the signal, when that is aborted.
 */
export async function start(
  clone: string,
  env: NodeJS.ProcessEnv,
  heard: (line: string) => void,
  signal: AbortSignal,
): Promise<Start> {
  const began = performance.now();
  const child = spawn("sh", ["-c", TIMED], {
    cwd: clone,
    env: { ...env, LC_ALL: "C" },
    detached: true,
    stdio: ["ignore", "ignore", "pipe", "pipe"],
  });
  child.once("error", () => {});
  const { pid } = child;
  if (pid === undefined) throw new Error("npm start needs a shell");
  const guard = new Guard();
  guard.watch(pid);
  const stop = () => signalGroup(pid, "SIGTERM");
  signal.addEventListener("abort", stop, { once: true });
  try {
    const closed = once(child, "close");
    const times = text(child.stdio[3] as NodeJS.ReadableStream);
    const lines: Line[] = [];
    for await (const line of createInterface({ input: child.stderr as NodeJS.ReadableStream })) {
      lines.push({ atMs: performance.now() - began, text: line });
      heard(line);
    }
    const [code] = (await closed) as [number | null];
    const wallMs = performance.now() - began;
    signal.throwIfAborted();
    if (code !== 0) throw new Error(complaint(lines));
    return { lines, wallMs, cpuMs: cpuOf(await times) };
  } finally {
    signal.removeEventListener("abort", stop);
    guard.dismiss();
  }
}

function complaint(lines: readonly Line[]): string {
  const said = lines.slice(-COMPLAINT_LINES).map((line) => line.text);
  return [
    "npm start failed in a clone without caches, which downloads from npm's registry, Go's module proxy and crates.io:",
    ...said,
  ].join("\n");
}

/** Milliseconds of processor time, by what the shell says of its children. */
export function cpuOf(times: string): number {
  const [, ...parts] = TIMES.exec(times) ?? [];
  const [userMinutes = 0, user = 0, systemMinutes = 0, system = 0] = parts.map(Number);
  return ((userMinutes + systemMinutes) * 60 + user + system) * 1000;
}
