import { globSync, readFileSync, statSync } from "node:fs";
import { join, resolve } from "node:path";

/** The cases that were chosen. */
export const KNOWN = resolve(import.meta.dirname, "../vectors.json");
/** Folder of cases in which a rollout's sides once differed, a file each. */
export const PROMOTED = resolve(import.meta.dirname, "../promoted");

/** A value for a number of months; the value as hexadecimal bits. */
export type Run = [bits: string, months: number];

/** What a case asks: one shard. */
export interface Case {
  readonly name: string;
  readonly initial_balance: string;
  readonly drift: readonly Run[];
  readonly volatility: readonly Run[];
  readonly flow: readonly Run[];
  readonly seed: string;
  readonly first_path: string;
  readonly path_count: number;
}

/** What every implementation must say to a legal case. */
export interface Known {
  readonly name: string;
  /** Of the first path; no part of a response, so absent where the answer comes from one. */
  readonly first_path_final?: string;
  readonly first_path_lowest?: string;
  readonly depleted_paths: number;
  readonly checksum: string;
  readonly years: readonly (readonly [bin: number, count: number])[][];
}

/** What an implementation says to a legal case. */
export interface Answer extends Known {
  readonly first_path_final: string;
  readonly first_path_lowest: string;
  /** Time that its kernel took, without reading the case and writing the answer. */
  readonly nanos: number;
}

/** What an implementation says to a case that breaks the contract. */
export interface Refusal {
  readonly name: string;
  readonly error: readonly { readonly field: string; readonly description: string }[];
}

/** A case with its known answer. */
export type Vector = Case & Known;

const hexBits = (value: unknown) => typeof value === "string" && /^[0-9a-f]{16}$/.test(value);
const count = (value: unknown) => typeof value === "number" && Number.isInteger(value) && value >= 0;
const runs = (value: unknown) =>
  Array.isArray(value) && value.every((run) => Array.isArray(run) && hexBits(run[0]) && count(run[1]));
const years = (value: unknown) =>
  Array.isArray(value) &&
  value.every((bins) => Array.isArray(bins) && bins.every((bin) => Array.isArray(bin) && bin.every(count)));

const absentOr = (legal: (value: unknown) => boolean) => (value: unknown) =>
  value === undefined || legal(value);

const shape: Record<keyof Vector, (value: unknown) => boolean> = {
  name: (value) => typeof value === "string",
  initial_balance: hexBits,
  drift: runs,
  volatility: runs,
  flow: runs,
  seed: hexBits,
  first_path: (value) => typeof value === "string" && /^\d{1,20}$/.test(value),
  path_count: count,
  first_path_final: absentOr(hexBits),
  first_path_lowest: absentOr(hexBits),
  depleted_paths: count,
  checksum: hexBits,
  years,
};

/**
 * Reads a vectors file, or all that are in a folder, in the order of their names.
 *
 * @throws {Error} naming the file, the case and the field that is not as it should be.
 */
export function readVectors(path: string): Vector[] {
  if (!statSync(path, { throwIfNoEntry: false })?.isDirectory()) return readFile(path);
  const files = globSync("*.json", { cwd: path }).toSorted();
  return files.flatMap((file) => readFile(join(path, file)));
}

function readFile(file: string): Vector[] {
  const cases = parse(file);
  if (!Array.isArray(cases)) throw new Error(`${file}: not a list of cases`);
  for (const [index, candidate] of cases.entries()) {
    for (const [field, legal] of Object.entries(shape)) {
      if (!legal((candidate as Record<string, unknown> | null)?.[field])) {
        throw new Error(`${file}: case ${index}: bad ${field}`);
      }
    }
  }
  return cases as Vector[];
}

function parse(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch (error) {
    throw new Error(`${file}: ${(error as Error).message}`, { cause: error });
  }
}
