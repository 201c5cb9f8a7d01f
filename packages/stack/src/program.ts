import { type ChildProcess, type SpawnOptions, spawn } from "node:child_process";
import { join } from "node:path";
import { Guard, signalGroup } from "../boot/groups.mjs";
import { ROOT } from "./root.ts";
import { INTERRUPTED, onStop } from "./signals.ts";

/** A program that runs until it ends, or until this process is told to stop or is gone. */
export interface Program {
  readonly child: ChildProcess;
  /** Its exit code. When this process was told to stop, it ends here, after the program. */
  readonly ended: Promise<number>;
}

/** Starts a program, one of an npm package by its name alone, in the repository's folder. */
export function launch(program: string, args: readonly string[], options: SpawnOptions): Program {
  const child = spawn(program, args, {
    cwd: ROOT,
    detached: true,
    ...options,
    env: {
      ...process.env,
      ...options.env,
      PATH: `${join(ROOT, "node_modules/.bin")}:${process.env["PATH"]}`,
    },
  });
  return { child, ended: endOf(child) };
}

async function endOf(child: ChildProcess): Promise<number> {
  const guard = new Guard();
  const { pid } = child;
  if (pid !== undefined) guard.watch(pid);
  let stopped = false;
  const ignore = onStop((reason) => {
    stopped = true;
    if (pid !== undefined) signalGroup(pid, reason === "disconnect" ? "SIGTERM" : reason);
  });
  try {
    return await new Promise((done, failed) => {
      child.once("error", failed);
      child.once("close", (code) => (stopped ? process.exit(INTERRUPTED) : done(code ?? 1)));
    });
  } finally {
    ignore();
    if (pid !== undefined) guard.forget(pid);
    guard.dismiss();
  }
}
