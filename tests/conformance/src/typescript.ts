import { BINS, type Request, simulate, tracePath, validate } from "@trivium/kernel";
import type { Answer, Case, Refusal, Run } from "./cases.ts";

const view = new DataView(new ArrayBuffer(8));

function double(bits: string): number {
  view.setBigUint64(0, BigInt(`0x${bits}`));
  return view.getFloat64(0);
}

function bitsOf(value: number): string {
  view.setFloat64(0, value);
  return hex(view.getBigUint64(0));
}

const hex = (value: bigint) => value.toString(16).padStart(16, "0");

const months = (runs: readonly Run[]) =>
  runs.flatMap(([bits, count]) => new Array<number>(count).fill(double(bits)));

/** What the TypeScript kernel says to a case. */
export function answer(question: Case): Answer | Refusal {
  const request: Request = {
    initialBalance: double(question.initial_balance),
    drift: months(question.drift),
    volatility: months(question.volatility),
    flow: months(question.flow),
    seed: BigInt(`0x${question.seed}`),
    firstPath: BigInt(question.first_path),
    pathCount: question.path_count,
  };
  const error = validate(request);
  if (error.length > 0) return { name: question.name, error };
  const { final, lowest } = tracePath(request, request.firstPath);
  const start = process.hrtime.bigint();
  const { counts, depletedPaths, checksum } = simulate(request);
  const nanos = Number(process.hrtime.bigint() - start);
  return {
    name: question.name,
    first_path_final: bitsOf(final),
    first_path_lowest: bitsOf(lowest),
    depleted_paths: depletedPaths,
    checksum: hex(checksum),
    years: occupiedBins(counts),
    nanos,
  };
}

function occupiedBins(counts: Uint32Array): [number, number][][] {
  const years: [number, number][][] = [];
  for (let start = 0; start < counts.length; start += BINS) {
    const bins = [...counts.subarray(start, start + BINS).entries()];
    years.push(bins.filter(([, paths]) => paths > 0));
  }
  return years;
}
