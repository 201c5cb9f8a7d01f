// Process groups that end when this process does.

import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";

/** Ends process groups when this process goes without doing so: see guard.mjs. */
export class Guard {
  #process;

  constructor() {
    const program = fileURLToPath(new URL("guard.mjs", import.meta.url));
    this.#process = spawn(process.execPath, [program], {
      detached: true,
      stdio: ["pipe", "ignore", "inherit"],
    });
    // A guard that is gone cannot be told anything.
    this.#process.stdin.on("error", () => {});
    this.#process.unref();
  }

  /** A process group to end. @param {number} group */
  watch(group) {
    this.#process.stdin.write(`+${group}\n`);
  }

  /** A process group that has ended. @param {number} group */
  forget(group) {
    this.#process.stdin.write(`-${group}\n`);
  }

  /** Lets the guard go; what it still watches, it ends. */
  dismiss() {
    this.#process.stdin.end();
  }
}

/**
 * Sends a signal to a process group that may have ended.
 *
 * @param {number} group
 * @param {NodeJS.Signals} signal
 */
export function signalGroup(group, signal) {
  try {
    process.kill(-group, signal);
  } catch {
    // It has just ended.
  }
}
