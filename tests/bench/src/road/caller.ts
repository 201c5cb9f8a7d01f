import type { PartialPlan, Result } from "@trivium/gateway/schemas";
import type { Stack } from "@trivium/stack";
import { Client } from "@trivium/test-integration/client";

/** A run that succeeded. */
export interface Outcome {
  readonly id: string;
  /** From the request to the event that says so. */
  readonly milliseconds: number;
  readonly result: Result;
}

/** Uses a stack as a browser does. */
export class Caller {
  readonly #client: Client;
  readonly #signal: AbortSignal;
  #seed = 0;

  constructor(stack: Stack, signal: AbortSignal) {
    this.#client = new Client(stack);
    this.#signal = signal;
  }

  /** A plan like every other, with a seed that was not used yet. */
  plan(paths: number): PartialPlan {
    this.#seed++;
    return { paths, seed: String(this.#seed) };
  }

  /** Posts a plan and follows its events to the end. */
  async run(plan: PartialPlan): Promise<Outcome> {
    this.#signal.throwIfAborted();
    const start = performance.now();
    const { id } = await this.#client.create(plan);
    const { state, result } = await this.#client.end(id);
    const milliseconds = performance.now() - start;
    this.#signal.throwIfAborted();
    if (result === undefined) throw new Error(`a run ended as ${state}`);
    return { id, milliseconds, result };
  }

  /** Starts a run and returns when part of it is done. It goes on until `stop` cancels it. */
  async load(paths: number): Promise<Load> {
    const { id } = await this.#client.create(this.plan(paths));
    await this.#client.midway(id);
    const load = { ended: false, stop: async () => void (await this.#client.cancel(id)) };
    void this.#client.end(id).then(
      () => (load.ended = true),
      () => (load.ended = true),
    );
    return load;
  }
}

/** A run that goes on while something else is measured. */
export interface Load {
  readonly ended: boolean;
  stop(): Promise<void>;
}
