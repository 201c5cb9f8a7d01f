import { mkdtempSync, rmSync } from "node:fs";
import { availableParallelism, tmpdir } from "node:os";
import { join } from "node:path";
import { type LocalStack, startStack } from "@trivium/stack";
import type { Effort } from "../effort.ts";
import type { Progress } from "../progress.ts";
import { Caller } from "./caller.ts";
import { type Footprint, measureFootprints } from "./footprint.ts";
import { type Growth, measureGrowth } from "./growth.ts";
import { KernelAlone } from "./kernel-alone.ts";
import { type Memory, memoryOf } from "./memory.ts";
import { type Efficiency, type Latency, measureEfficiency, measureLatency } from "./speed.ts";
import { measureThroughput, type Throughput } from "./throughput.ts";
import { measureVerification, type Verification } from "./verification.ts";

/** A run before anything is measured, so that compilers that learn have learnt. */
const WARM_UP_PATHS = 100_000;

/** The two simulators share this machine's cores. */
const THREADS = Math.ceil(availableParallelism() / 2);
const simulator = { SIMULATOR_THREADS: String(THREADS) };

/** No limits that a single client with many requests would meet. */
const env = {
  "simulator-1": simulator,
  "simulator-2": simulator,
  gateway: { RATE_LIMIT_PER_MINUTE: "10000000" },
  forecast: { MAX_QUEUED_RUNS: "100000" },
};

/** The whole stack, as local processes. */
export interface RoadTable {
  readonly footprints: readonly Footprint[];
  readonly idleMemory: Memory;
  readonly efficiency: Efficiency;
  readonly verification: Verification;
  readonly growth: readonly Growth[];
  readonly latency: Latency;
  readonly throughput: readonly Throughput[];
}

/**
 * Measures the road on a stack of its own, with data of its own.
 *
 * @throws {Error} when the stack cannot start, or answers what it should not.
 */
export async function measureRoad(
  effort: Effort,
  progress: Progress,
  signal: AbortSignal,
): Promise<RoadTable> {
  await using cleanup = new AsyncDisposableStack();
  const dataDirectory = mkdtempSync(join(tmpdir(), "trivium-bench-"));
  cleanup.defer(() => rmSync(dataDirectory, { recursive: true, force: true }));
  progress.step("road: starting the stack");
  const stack = await started(dataDirectory);
  cleanup.defer(() => stack.stop());
  signal.throwIfAborted();
  // Whatever is asked of it then fails at once.
  const interrupt = () => void stack.stop();
  signal.addEventListener("abort", interrupt, { once: true });
  cleanup.defer(() => signal.removeEventListener("abort", interrupt));

  progress.step("road: starting each service anew");
  const footprints = await measureFootprints(stack);
  const idleMemory = await memoryOf(stack);
  const caller = new Caller(stack.gatewayUrl, signal);
  await caller.run(caller.plan(WARM_UP_PATHS));
  const efficiency = await withKernelAlone(signal, async (alone) =>
    measureEfficiency(caller, alone, await stack.address("forecast"), effort, progress),
  );
  const verification = await measureVerification(caller, stack.gatewayUrl, effort, progress);
  const growth = await measureGrowth(stack, caller, effort, progress);
  const latency = await measureLatency(caller, effort, progress);
  const throughput = await measureThroughput(stack, caller, effort, progress, signal);
  return { footprints, idleMemory, efficiency, verification, growth, latency, throughput };
}

async function withKernelAlone<T>(signal: AbortSignal, work: (alone: KernelAlone) => Promise<T>): Promise<T> {
  await using alone = new KernelAlone(2 * THREADS, signal);
  return await work(alone);
}

async function started(dataDirectory: string): Promise<LocalStack> {
  try {
    return await startStack({ dataDirectory, env });
  } catch (error) {
    throw new Error(`the stack cannot start: ${(error as Error).message}`, { cause: error });
  }
}
