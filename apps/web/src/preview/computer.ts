import type { Request, Response } from "@trivium/kernel";
import type { Engine, Reply, Startable } from "./engine.ts";

/** A shard, and what computed it. */
export interface Computed {
  readonly response: Response;
  readonly engine: Engine;
  /** Unit: milliseconds. */
  readonly computeMs: number;
}

/** Computes shards apart from the page's own thread. An engine that fails is given up for the next. */
export class Computer {
  readonly #engines: readonly Startable[];
  #current = 0;
  #worker: Worker | undefined;

  constructor(engines: readonly Startable[]) {
    this.#engines = engines;
  }

  /**
   * Computes a shard; the one before must have ended.
   *
   * @throws {Error} when no engine is left that could.
   */
  async compute(request: Request): Promise<Computed> {
    for (;;) {
      const startable = this.#engines[this.#current];
      if (startable === undefined) throw new Error("no engine works here");
      const reply = await this.#ask(startable, request);
      if ("response" in reply) return { ...reply, engine: startable.engine };
      this.#worker?.terminate();
      this.#worker = undefined;
      this.#current++;
    }
  }

  /** Asks the worker; whatever goes wrong with it is a reply, too. */
  #ask({ start }: Startable, request: Request): Promise<Reply> {
    return new Promise((resolve) => {
      const listening = new AbortController();
      const { signal } = listening;
      const settle = (reply: Reply) => {
        listening.abort();
        resolve(reply);
      };
      try {
        const worker = (this.#worker ??= start());
        worker.addEventListener("message", ({ data }: MessageEvent<Reply>) => settle(data), { signal });
        worker.addEventListener("messageerror", () => settle({ fault: "an unreadable reply" }), { signal });
        worker.addEventListener("error", ({ message }) => settle({ fault: message }), { signal });
        // A worker has no origin to name.
        // oxlint-disable-next-line unicorn/require-post-message-target-origin
        worker.postMessage(request);
      } catch (error) {
        settle({ fault: String(error) });
      }
    });
  }
}
