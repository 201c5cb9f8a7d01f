import { BINS } from "./histogram.ts";
import type { Response } from "./simulate.ts";

/** Any number of shards of one schedule, merged exactly; their order does not matter. */
export class Merged {
  /** Paths by year and bin: `counts[year * BINS + bin]`. Exact up to 2^53. */
  readonly counts: Float64Array;
  /** Paths whose balance was zero or below at the end of some month. */
  depletedPaths = 0;
  /** Sum of the shards' checksums, modulo 2^64. */
  checksum = 0n;

  /** No shards yet. */
  constructor(years: number) {
    this.counts = new Float64Array(years * BINS);
  }

  /** Adds a shard of the same number of years. */
  add(shard: Response): this {
    for (const [index, count] of shard.counts.entries()) {
      this.counts[index] = (this.counts[index] as number) + count;
    }
    this.depletedPaths += shard.depletedPaths;
    this.checksum = BigInt.asUintN(64, this.checksum + shard.checksum);
    return this;
  }
}
