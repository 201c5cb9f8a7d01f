import type { SimulateRequest, SimulateResponse } from "@trivium/contracts/simulation/v1/simulation";
import { BINS, type Response, simulate } from "@trivium/kernel";

/** A shard computed by the TypeScript kernel, as a simulator answers it. */
export function simulated(request: SimulateRequest): SimulateResponse {
  const { counts, depletedPaths, checksum } = simulate(request);
  return {
    years: [...histograms(counts)],
    depletedPaths,
    checksum,
    build: { implementation: "typescript", buildId: "test", instructionSet: "scalar", contractHash: "test" },
    computeNanos: 2_500_000n,
  };
}

function* histograms(counts: Response["counts"]) {
  for (let start = 0; start < counts.length; start += BINS) {
    const year = [...counts.subarray(start, start + BINS)];
    const firstBin = year.findIndex((count) => count > 0);
    yield { firstBin, counts: year.slice(firstBin, year.findLastIndex((count) => count > 0) + 1) };
  }
}
