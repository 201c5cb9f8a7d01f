import type { Double, SimulateRequest, SimulateResponse } from "@trivium/gateway/schemas";
import type { Run, Vector } from "@trivium/test-conformance/cases";

/** A request and its answer as a case of the conformance tests. */
export function vectorOf(name: string, request: SimulateRequest, response: SimulateResponse): Vector {
  return {
    name,
    initial_balance: bitsOf(request.initialBalance),
    drift: runsOf(request.drift),
    volatility: runsOf(request.volatility),
    flow: runsOf(request.flow),
    seed: hex(BigInt(request.seed)),
    first_path: request.firstPath,
    path_count: request.pathCount,
    depleted_paths: response.depletedPaths,
    checksum: response.checksum,
    years: response.years.map(({ firstBin, counts }) =>
      counts.flatMap((count, index): [number, number][] => (count === 0 ? [] : [[firstBin + index, count]])),
    ),
  };
}

/** Values by month as runs of one value. */
function runsOf(values: readonly Double[]): Run[] {
  const runs: Run[] = [];
  for (const bits of values.map(bitsOf)) {
    const last = runs.at(-1);
    if (last?.[0] === bits) last[1] += 1;
    else runs.push([bits, 1]);
  }
  return runs;
}

function bitsOf(value: Double): string {
  if (typeof value !== "number") return value.bits;
  const view = new DataView(new ArrayBuffer(8));
  view.setFloat64(0, value);
  return hex(view.getBigUint64(0));
}

const hex = (value: bigint) => value.toString(16).padStart(16, "0");

/** A vectors file of one case: a line a key, so that a reader sees where it differs from another. */
export function vectorsFile(vector: Vector): string {
  const lines = Object.entries(vector).map(
    ([key, value]) => `  ${JSON.stringify(key)}: ${JSON.stringify(value)}`,
  );
  return `[\n {\n${lines.join(",\n")}\n }\n]\n`;
}
