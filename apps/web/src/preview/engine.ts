import type { Response } from "@trivium/kernel";

/** What computes in this browser. */
export type Engine = "WebAssembly" | "TypeScript";

/** What a worker says to a request: the shard and how long its kernel took, or why there is none. */
export type Reply = { response: Response; computeMs: number } | { fault: string };

/** An engine that has not been started. */
export interface Startable {
  readonly engine: Engine;
  /** Starts its worker, which answers requests in their order. */
  readonly start: () => Worker;
}

/** The engines, the best first. */
export const engines: readonly Startable[] = [
  {
    engine: "WebAssembly",
    start: () => new Worker(new URL("./wasm.worker.ts", import.meta.url), { type: "module" }),
  },
  {
    engine: "TypeScript",
    start: () => new Worker(new URL("./typescript.worker.ts", import.meta.url), { type: "module" }),
  },
];
