import { readFileSync } from "node:fs";
import { BINS, type Request } from "../src/index.ts";

type Run = [bits: string, months: number];

export interface Vector {
  name: string;
  initial_balance: string;
  drift: Run[];
  volatility: Run[];
  flow: Run[];
  seed: string;
  first_path: string;
  path_count: number;
  first_path_final: string;
  first_path_lowest: string;
  depleted_paths: number;
  checksum: string;
  years: [bin: number, count: number][][];
}

export function readConformance<T>(file: string): T {
  const url = new URL(`../../../tests/conformance/${file}`, import.meta.url);
  return JSON.parse(readFileSync(url, "utf8")) as T;
}

const view = new DataView(new ArrayBuffer(8));

export function double(bits: string): number {
  view.setBigUint64(0, BigInt(`0x${bits}`));
  return view.getFloat64(0);
}

export function hex(value: number): string {
  view.setFloat64(0, value);
  return view.getBigUint64(0).toString(16).padStart(16, "0");
}

const months = (runs: Run[]) => runs.flatMap(([bits, count]) => new Array<number>(count).fill(double(bits)));

export function requestOf(vector: Vector): Request {
  return {
    initialBalance: double(vector.initial_balance),
    drift: months(vector.drift),
    volatility: months(vector.volatility),
    flow: months(vector.flow),
    seed: BigInt(`0x${vector.seed}`),
    firstPath: BigInt(vector.first_path),
    pathCount: vector.path_count,
  };
}

export function countsOf(years: [number, number][][]): number[] {
  const counts = new Array<number>(years.length * BINS).fill(0);
  for (const [year, bins] of years.entries()) {
    for (const [bin, count] of bins) counts[year * BINS + bin] = count;
  }
  return counts;
}
