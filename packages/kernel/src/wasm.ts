import { BINS } from "./histogram.ts";
import type { Kernel } from "./kernel.ts";
import { MAX_MONTHS, MONTHS_PER_YEAR } from "./limits.ts";
import { type Request, validate } from "./request.ts";
import type { Response } from "./simulate.ts";

/** The interface that the module must have: see `services-rust/kernel-wasm`. */
const VERSION = 1;

/** What is used of WebAssembly: the compiler knows it of browsers only. */
declare const WebAssembly: {
  instantiate(bytes: ArrayBuffer | Uint8Array): Promise<{ instance: { exports: object } }>;
};

/** What the module exports. Addresses are of its memory; booleans are 0 or 1. */
interface Exports {
  readonly memory: { readonly buffer: ArrayBuffer };
  version(): number;
  schedule(): number;
  simulate(months: number, initialBalance: number, seed: bigint, firstPath: bigint, paths: number): number;
  counts(): number;
  depleted_paths(): number;
  checksum(): bigint;
  trace(months: number, initialBalance: number, seed: bigint, path: bigint): number;
}

const NAMES = [
  "memory",
  "version",
  "schedule",
  "simulate",
  "counts",
  "depleted_paths",
  "checksum",
  "trace",
] as const satisfies (keyof Exports)[];

/** The Rust kernel in WebAssembly, the same to the bit as the TypeScript one beside it. */
export class WasmKernel implements Kernel {
  readonly #module: Exports;

  private constructor(module: Exports) {
    this.#module = module;
  }

  /**
   * Makes a kernel of a module's bytes.
   *
   * @throws {Error} when they are no module, use what this engine lacks (such as simd128), or
   * are a module of another interface.
   */
  static async load(bytes: ArrayBuffer | Uint8Array): Promise<WasmKernel> {
    const { instance } = await WebAssembly.instantiate(bytes);
    const module = instance.exports as Exports;
    const missing = NAMES.find((name) => !(name in module));
    if (missing !== undefined) throw new Error(`the module exports no ${missing}`);
    const version = module.version();
    if (version !== VERSION) throw new Error(`the module has interface ${version}, not ${VERSION}`);
    return new WasmKernel(module);
  }

  /**
   * Simulates a shard.
   *
   * @throws {RangeError} naming every faulty field, when the request is not legal.
   */
  simulate(request: Request): Response {
    const { initialBalance, seed, firstPath, pathCount } = request;
    const months = this.#write(request);
    const done = this.#module.simulate(months, initialBalance, seed, firstPath, pathCount);
    if (done === 0) throw new RangeError("the module finds the request illegal");
    const counts = new Uint32Array(
      this.#module.memory.buffer,
      this.#module.counts() >>> 0,
      (months / MONTHS_PER_YEAR) * BINS,
    );
    return {
      counts: counts.slice(),
      depletedPaths: this.#module.depleted_paths() >>> 0,
      checksum: BigInt.asUintN(64, this.#module.checksum()),
    };
  }

  /** Follows one path of a request to its final and its lowest balance, like `tracePath`. */
  tracePath(request: Request, path: bigint): { final: number; lowest: number } {
    const months = this.#write(request);
    const traced = this.#module.trace(months, request.initialBalance, request.seed, path) >>> 0;
    if (traced === 0) throw new RangeError("the module finds the request illegal");
    const [final, lowest] = new Float64Array(this.#module.memory.buffer, traced, 2) as unknown as [
      number,
      number,
    ];
    return { final, lowest };
  }

  /** Checks a request and hands its months over; returns how many they are. */
  #write(request: Request): number {
    const faults = validate(request);
    if (faults.length > 0) {
      throw new RangeError(faults.map(({ field, description }) => `${field} ${description}`).join("; "));
    }
    // The memory may have grown, which makes another buffer of it.
    const schedule = new Float64Array(
      this.#module.memory.buffer,
      this.#module.schedule() >>> 0,
      3 * MAX_MONTHS,
    );
    schedule.set(request.drift, 0);
    schedule.set(request.volatility, MAX_MONTHS);
    schedule.set(request.flow, 2 * MAX_MONTHS);
    return request.drift.length;
  }
}
