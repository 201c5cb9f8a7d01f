import { readFile } from "node:fs/promises";
import { BINS, type Kernel, type Request, typescriptKernel, validate } from "@trivium/kernel";
import { WasmKernel } from "@trivium/kernel/wasm";
import { moduleUrl } from "@trivium/kernel-wasm";
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

/** The kernels that run on Node. */
export const kernels = {
  typescript: async () => typescriptKernel,
  webassembly: async () => WasmKernel.load(await readFile(moduleUrl)),
};

/** What a kernel says to a case. */
export function answer(kernel: Kernel, question: Case): Answer | Refusal {
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
  const { final, lowest } = kernel.tracePath(request, request.firstPath);
  const start = process.hrtime.bigint();
  const { counts, depletedPaths, checksum } = kernel.simulate(request);
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
