import type { Schedule } from "@trivium/contracts/forecast/v1/plan";
import type { SimulateRequest, SimulateResponse } from "@trivium/contracts/simulation/v1/simulation";
import { BINS, summarize } from "@trivium/kernel";
import type { Plan, Result } from "../schemas/index.ts";
import { hex64 } from "./hex.ts";

/** The one shard of a preview: the first paths of the plan. */
export function shardOf(plan: Plan, schedule: Schedule, pathCount: number): SimulateRequest {
  return {
    initialBalance: plan.initialBalance,
    drift: schedule.drift,
    volatility: schedule.volatility,
    flow: schedule.flow,
    seed: BigInt(plan.seed),
    firstPath: 0n,
    pathCount,
  };
}

/** What a shard says on its own. */
export function shardResult(shard: SimulateResponse, paths: number, tookMs: number): Result {
  const counts = new Float64Array(shard.years.length * BINS);
  for (const [year, { firstBin, counts: occupied }] of shard.years.entries()) {
    counts.set(occupied, year * BINS + firstBin);
  }
  return {
    paths,
    ...summarize(counts, paths, shard.depletedPaths),
    checksum: hex64(shard.checksum),
    contributions: [
      {
        implementation: shard.build?.implementation ?? "",
        buildId: shard.build?.buildId ?? "",
        instructionSet: shard.build?.instructionSet ?? "",
        shards: 1,
        paths,
        computeMs: Number(shard.computeNanos) / 1e6,
      },
    ],
    timing: { queuedMs: 0, runningMs: tookMs },
  };
}
