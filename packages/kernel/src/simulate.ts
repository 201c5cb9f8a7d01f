import { Balance } from "./balance.ts";
import { Checksum } from "./checksum.ts";
import { exp2 } from "./exp2.ts";
import { BINS, bin } from "./histogram.ts";
import { MONTHS_PER_YEAR } from "./limits.ts";
import { normal } from "./normal.ts";
import { philox, WORDS_PER_COUNTER } from "./philox.ts";
import type { Request } from "./request.ts";

/** Paths between two looks at whether to stop: a few milliseconds of work at most. */
const BLOCK_PATHS = 32;

/** The outcome of a shard. Integers only, so shards merge exactly and in any order. */
export interface Response {
  /** Paths by year and bin: `counts[year * BINS + bin]`. */
  readonly counts: Uint32Array;
  /** Paths whose balance was zero or below at the end of some month. */
  readonly depletedPaths: number;
  /** Sum of the paths' hashes, modulo 2^64. */
  readonly checksum: bigint;
}

/** Thrown when the caller asked to stop; what was computed is dropped. */
export class Stopped extends Error {
  override readonly name = "Stopped";
}

/**
 * Simulates a shard. The request must be legal: see `validate`.
 *
 * @throws {Stopped} as soon as `shouldStop` says so.
 */
export function simulate(request: Request, shouldStop: () => boolean = () => false): Response {
  const schedule = new Schedule(request);
  const counts = new Uint32Array((request.drift.length / MONTHS_PER_YEAR) * BINS);
  const checksum = new Checksum();
  const balance = new Balance();
  let depletedPaths = 0;
  let { high, low } = halvesOf(request.firstPath);
  for (let path = 0; path < request.pathCount; path++) {
    if (path % BLOCK_PATHS === 0 && shouldStop()) throw new Stopped("stopped");
    schedule.follow(high, low, balance, counts);
    if (balance.low <= 0) depletedPaths++;
    checksum.add(high, low, balance.now, balance.low);
    low = (low + 1) | 0;
    if (low === 0) high = (high + 1) | 0;
  }
  return { counts, depletedPaths, checksum: checksum.value() };
}

/**
 * Follows one path of a request to its final and its lowest balance. For finding faults;
 * not part of a response.
 */
export function tracePath(request: Request, path: bigint): { final: number; lowest: number } {
  const balance = new Balance();
  const counts = new Uint32Array((request.drift.length / MONTHS_PER_YEAR) * BINS);
  const { high, low } = halvesOf(path);
  new Schedule(request).follow(high, low, balance, counts);
  return { final: balance.now, lowest: balance.low };
}

function halvesOf(value: bigint): { high: number; low: number } {
  return { high: Number(BigInt.asIntN(32, value >> 32n)), low: Number(BigInt.asIntN(32, value)) };
}

/** A request's months, in arrays that engines like. */
class Schedule {
  readonly #initialBalance: number;
  readonly #drift: Float64Array;
  readonly #volatility: Float64Array;
  readonly #flow: Float64Array;
  readonly #keyHigh: number;
  readonly #keyLow: number;
  readonly #words = new Int32Array(WORDS_PER_COUNTER);

  constructor(request: Request) {
    this.#initialBalance = request.initialBalance;
    this.#drift = Float64Array.from(request.drift);
    this.#volatility = Float64Array.from(request.volatility);
    this.#flow = Float64Array.from(request.flow);
    const key = halvesOf(request.seed);
    this.#keyHigh = key.high;
    this.#keyLow = key.low;
  }

  /** Lives through a path's months and counts its balance at the end of each year. */
  follow(pathHigh: number, pathLow: number, balance: Balance, counts: Uint32Array): void {
    const [drift, volatility, flow, words] = [this.#drift, this.#volatility, this.#flow, this.#words];
    const months = drift.length;
    balance.begin(this.#initialBalance);
    let yearCounts = 0;
    for (let month = 0; month < months; month += WORDS_PER_COUNTER) {
      philox(words, month / WORDS_PER_COUNTER, pathLow, pathHigh, 0, this.#keyLow, this.#keyHigh);
      for (let i = 0; i < WORDS_PER_COUNTER; i++) {
        const m = month + i;
        const z = normal(words[i] as number);
        const growth = exp2((drift[m] as number) + (volatility[m] as number) * z);
        balance.advance(growth, flow[m] as number);
      }
      if ((month + WORDS_PER_COUNTER) % MONTHS_PER_YEAR === 0) {
        const index = yearCounts + bin(balance.now);
        counts[index] = (counts[index] as number) + 1;
        yearCounts += BINS;
      }
    }
  }
}
