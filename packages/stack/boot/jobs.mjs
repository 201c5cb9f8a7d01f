// Programs that run at the same time, before there is anything but Node.

import { spawn } from "node:child_process";
import { once } from "node:events";
import { Guard } from "./groups.mjs";
import { Status } from "./status.mjs";

/** Runs programs under one status line; none of them outlives this process. */
export class Jobs {
  #guard = new Guard();
  /** What is under way, in words. @type {Set<() => string>} */
  #doing = new Set();
  #status = new Status(() => [...this.#doing].map((describe) => describe()).join(", "));

  /**
   * Starts a program in a process group of its own. It is silent unless `options` say otherwise.
   *
   * @param {string} program
   * @param {readonly string[]} args
   * @param {import("node:child_process").SpawnOptions} options
   */
  run(program, args, options) {
    const child = spawn(program, args, { stdio: "ignore", ...options, detached: true });
    return { child, succeeded: this.#succeeded(child) };
  }

  /** @param {import("node:child_process").ChildProcess} child */
  async #succeeded(child) {
    if (child.pid !== undefined) this.#guard.watch(child.pid);
    try {
      const [code] = await once(child, "close");
      if (child.pid !== undefined) this.#guard.forget(child.pid);
      return code === 0;
    } catch {
      // There is no such program.
      return false;
    }
  }

  /**
   * Shows that work is under way until it ends, and prints how long it took when it succeeded.
   *
   * @param {() => string} describe
   * @param {string} done
   * @param {Promise<boolean>} work
   */
  async show(describe, done, work) {
    const started = Date.now();
    this.#doing.add(describe);
    const well = await work;
    this.#doing.delete(describe);
    if (well) this.print(`${done} in ${Math.round((Date.now() - started) / 1000)} s`);
    return well;
  }

  /** Prints a line for good. @param {string} line */
  print(line) {
    this.#status.print(line);
  }

  /** Ends whatever still runs, and takes the status line away. */
  close() {
    this.#status.close();
    this.#guard.dismiss();
  }
}
