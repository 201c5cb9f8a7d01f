/** How much is measured. */
export interface Effort {
  /** Rounds of the kernel table. */
  readonly kernelRounds: number;
  /** Time that one computation of the kernel table should take. */
  readonly kernelMs: number;
  /** Paths on which the implementations must agree. */
  readonly checkPaths: number;
  /** Rounds of road against kernel alone. */
  readonly roadRounds: number;
  readonly roadPaths: number;
  /** Rounds with and without verification, and the paths of their runs. */
  readonly verificationRounds: number;
  readonly verificationPaths: number;
  /** Sizes of runs whose cost is compared; each in as many runs as make so many paths. */
  readonly growth: readonly number[];
  readonly growthPaths: number;
  /** Runs whose latency is measured, idle and beside a run of `loadPaths`. */
  readonly latencyRuns: number;
  readonly loadPaths: number;
  /** Rounds of each throughput. */
  readonly throughputRounds: number;
  readonly throughputSeconds: number;
}

export const FULL: Effort = {
  kernelRounds: 25,
  kernelMs: 200,
  checkPaths: 20_000,
  roadRounds: 7,
  roadPaths: 1_000_000,
  verificationRounds: 5,
  verificationPaths: 10_000_000,
  growth: [10_000, 100_000, 1_000_000, 10_000_000],
  growthPaths: 1_000_000,
  latencyRuns: 80,
  loadPaths: 10_000_000,
  throughputRounds: 4,
  throughputSeconds: 2,
};

export const QUICK: Effort = {
  kernelRounds: 5,
  kernelMs: 50,
  checkPaths: 5000,
  roadRounds: 2,
  roadPaths: 300_000,
  verificationRounds: 1,
  verificationPaths: 500_000,
  growth: [10_000, 100_000],
  growthPaths: 200_000,
  latencyRuns: 10,
  loadPaths: 10_000_000,
  throughputRounds: 1,
  throughputSeconds: 1,
};
