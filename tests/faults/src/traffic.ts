import { isDeepStrictEqual } from "node:util";
import type { Preview } from "@trivium/gateway/schemas";
import type { Client } from "@trivium/test-integration/client";

/** Few enough that a preview computes the whole run, and that shards are many and small. */
const PATHS = 2000;

/** How callers fared. */
export interface Tally {
  /** Forecasts that ended. */
  readonly forecasts: number;
  /** Those of them that failed, or had another answer than the right one. */
  readonly affected: readonly string[];
  /** The longest that a caller waited for its result. */
  readonly slowestMs: number;
}

/**
 * Callers who want one forecast after the other. Each knows the right answer: a preview of the
 * same plan, which a simulator computes past forecast, rollout and planted faults.
 */
export class Traffic {
  readonly #client: Client;
  readonly #callers: Promise<void>[];
  readonly #affected: string[] = [];
  #forecasts = 0;
  #waiting: { forecasts: number; resolve: () => void }[] = [];
  #slowestMs = 0;
  #stopped = false;

  constructor(client: Client, callers: number) {
    this.#client = client;
    this.#callers = Array.from({ length: callers }, () => this.#call());
  }

  /** How callers fared so far. */
  get tally(): Tally {
    return { forecasts: this.#forecasts, affected: this.#affected, slowestMs: this.#slowestMs };
  }

  /** Waits until so many more forecasts have ended. */
  more(forecasts: number): Promise<void> {
    return new Promise((resolve) => {
      this.#waiting.push({ forecasts: this.#forecasts + forecasts, resolve });
    });
  }

  /** Lets every forecast that has begun come to its end. */
  async stop(): Promise<Tally> {
    this.#stopped = true;
    await Promise.all(this.#callers);
    return this.tally;
  }

  async #call(): Promise<void> {
    while (!this.#stopped) {
      const fault = await this.#forecast().catch((error: Error) => error.message);
      if (fault !== undefined) this.#affected.push(fault);
      this.#forecasts++;
      for (const { forecasts, resolve } of this.#waiting) if (this.#forecasts >= forecasts) resolve();
    }
  }

  /** One forecast; what was wrong with it, if anything. */
  async #forecast(): Promise<string | undefined> {
    const plan = { paths: PATHS, seed: randomSeed() };
    const start = performance.now();
    const { id } = await this.#client.create(plan);
    const { state, result } = await this.#client.end(id);
    this.#slowestMs = Math.max(this.#slowestMs, performance.now() - start);
    if (result === undefined) return `forecast ${id} ended as ${state}`;
    const preview = await this.#client.post("/v1/previews", plan);
    if (!preview.ok) throw new Error(await preview.text());
    const right = ((await preview.json()) as Preview).result;
    // Who computed it, and in what time, may differ.
    const { contributions, timing } = result;
    if (isDeepStrictEqual(result, { ...right, contributions, timing })) return undefined;
    return `forecast ${id} has another result, checksum ${result.checksum}, than ${right.checksum}`;
  }
}

const randomSeed = () => crypto.getRandomValues(new BigUint64Array(1)).join();
