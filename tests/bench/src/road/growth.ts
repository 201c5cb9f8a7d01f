import type { LocalStack } from "@trivium/stack";
import type { Effort } from "../effort.ts";
import type { Progress } from "../progress.ts";
import { type Spread, spreadOf } from "../spread.ts";
import type { Caller } from "./caller.ts";
import { type Memory, mostMemory } from "./memory.ts";

const RUNS_AT_MOST = 10;

/** What runs of one size cost. */
export interface Growth {
  readonly paths: number;
  /** Milliseconds from the request to the result. */
  readonly time: Spread;
  /** The most that each service had meanwhile. */
  readonly memory: Memory;
}

/** Measures runs of rising size. */
export async function measureGrowth(
  stack: LocalStack,
  caller: Caller,
  { growth, growthPaths }: Effort,
  progress: Progress,
): Promise<Growth[]> {
  const rows: Growth[] = [];
  for (const paths of growth) {
    progress.step(`road: runs of ${paths.toLocaleString("en-GB")} paths`);
    const runs = Math.min(RUNS_AT_MOST, Math.max(1, Math.floor(growthPaths / paths)));
    const times: number[] = [];
    const [, memory] = await mostMemory(stack, async () => {
      while (times.length < runs) times.push((await caller.run(caller.plan(paths))).milliseconds);
    });
    rows.push({ paths, time: spreadOf(times), memory });
  }
  return rows;
}
