import type { Effort } from "../effort.ts";
import type { Progress } from "../progress.ts";
import { type Spread, spreadOf } from "../spread.ts";
import type { Caller } from "./caller.ts";
import { type KernelAlone, questionOf } from "./kernel-alone.ts";

/** A forecast through the whole road beside the kernel alone, in the same minutes. */
export interface Efficiency {
  readonly paths: number;
  /** Milliseconds of the kernel alone, with as many threads as the simulators have. */
  readonly kernel: Spread;
  /** Milliseconds from the request to the event that tells the result. */
  readonly road: Spread;
  /** Milliseconds that the forecast service took, without waiting for its turn. */
  readonly running: Spread;
  /** Kernel's time by the road's, round by round. */
  readonly efficiency: Spread;
  readonly efficiencyRunning: Spread;
}

/** Latency of small runs. Milliseconds. */
export interface Latency {
  readonly paths: number;
  readonly idle: Spread;
  /** While a run of so many paths is going on. */
  readonly loadPaths: number;
  readonly busy: Spread;
}

/**
 * Runs the same forecast through the road and on the kernel alone, in turns.
 *
 * @throws {Error} when their checksums differ.
 */
export async function measureEfficiency(
  caller: Caller,
  alone: KernelAlone,
  forecastAddress: string,
  { roadRounds, roadPaths }: Effort,
  progress: Progress,
): Promise<Efficiency> {
  const rounds: { kernel: number; road: number; running: number }[] = [];
  for (let round = 1; round <= roadRounds; round++) {
    progress.step(`road: against the kernel alone, round ${round} of ${roadRounds}`);
    const plan = caller.plan(roadPaths);
    const kernel = await alone.run(await questionOf(plan, forecastAddress));
    const road = await caller.run(plan);
    if (road.result.checksum !== kernel.checksum) {
      throw new Error(`the road's checksum is ${road.result.checksum}, the kernel's ${kernel.checksum}`);
    }
    rounds.push({
      kernel: kernel.milliseconds,
      road: road.milliseconds,
      running: road.result.timing.runningMs,
    });
  }
  return {
    paths: roadPaths,
    kernel: spreadOf(rounds.map(({ kernel }) => kernel)),
    road: spreadOf(rounds.map(({ road }) => road)),
    running: spreadOf(rounds.map(({ running }) => running)),
    efficiency: spreadOf(rounds.map(({ kernel, road }) => kernel / road)),
    efficiencyRunning: spreadOf(rounds.map(({ kernel, running }) => kernel / running)),
  };
}

const SMALL = 10_000;

/** Measures small runs one after the other, with nothing else to do and beside a large one. */
export async function measureLatency(
  caller: Caller,
  { latencyRuns, loadPaths }: Effort,
  progress: Progress,
): Promise<Latency> {
  const idle: number[] = [];
  const busy: number[] = [];
  progress.step("road: small runs, idle");
  while (idle.length < latencyRuns) idle.push((await caller.run(caller.plan(SMALL))).milliseconds);
  progress.step("road: small runs beside a large one");
  let load = await caller.load(loadPaths);
  while (busy.length < latencyRuns) {
    if (load.ended) load = await caller.load(loadPaths);
    busy.push((await caller.run(caller.plan(SMALL))).milliseconds);
  }
  await load.stop();
  return { paths: SMALL, idle: spreadOf(idle), loadPaths, busy: spreadOf(busy) };
}
