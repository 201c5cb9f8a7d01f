import { type ChildProcess, spawn } from "node:child_process";
import { join } from "node:path";

/** Ends process groups when this process goes without doing so: see `boot/guard.mjs`. */
export class Guard {
  readonly #process: ChildProcess;

  constructor() {
    const program = join(import.meta.dirname, "../boot/guard.mjs");
    this.#process = spawn(process.execPath, [program], {
      detached: true,
      stdio: ["pipe", "ignore", "inherit"],
    });
    // A guard that is gone cannot be told anything.
    this.#process.stdin?.on("error", () => {});
    this.#process.unref();
  }

  /** A process group to end. */
  watch(group: number): void {
    this.#process.stdin?.write(`+${group}\n`);
  }

  /** A process group that has ended. */
  forget(group: number): void {
    this.#process.stdin?.write(`-${group}\n`);
  }

  /** Lets the guard go; what it still watches, it ends. */
  dismiss(): void {
    this.#process.stdin?.end();
  }
}

/** Sends a signal to a process group that may have ended. */
export function signalGroup(group: number, signal: NodeJS.Signals): void {
  try {
    process.kill(-group, signal);
  } catch {
    // It has just ended.
  }
}
