import type { SimulateRequest, SimulateResponse } from "@trivium/contracts/simulation/v1/simulation";
import { SimulationServiceService } from "@trivium/contracts/simulation/v1/simulation_service";
import { BINS, type Response, simulate } from "@trivium/kernel";
import { type Answer, answering, type FakeServer, serve } from "./server.ts";

/** What the simulator answers in a test. */
export interface SimulatorAnswers {
  simulate?: Answer<SimulateRequest, SimulateResponse>;
}

/** A simulator that answers as the test says. */
export function serveSimulator(answers: SimulatorAnswers): Promise<FakeServer> {
  return serve([[SimulationServiceService, { simulate: answering(() => answers.simulate) }]]);
}

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
