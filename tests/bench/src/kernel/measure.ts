import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Effort } from "../effort.ts";
import { Peer } from "../peer.ts";
import type { Progress } from "../progress.ts";
import { type Spread, spreadOf } from "../spread.ts";
import { type ClockSource, canCountCycles, counted, countedGigahertz, estimatedGigahertz } from "./clock.ts";
import { agreedChecksum, Contender } from "./contender.ts";
import type { Implementation } from "./implementations.ts";
import { Others } from "./others.ts";
import type { Pinning } from "./pinning.ts";
import { MONTHS } from "./question.ts";

/** What one implementation takes. */
export interface KernelRow {
  readonly name: string;
  /** Whether it keeps the numeric contract to the bit. */
  readonly exact: boolean;
  /** Nanoseconds a path-month on one core. */
  readonly nanos: Spread;
  /** Cycles a path-month. */
  readonly cycles: number;
}

/** An implementation that could not be measured, and why. */
export interface Absent {
  readonly name: string;
  readonly reason: string;
}

/** Every implementation on one core. */
export interface KernelTable {
  readonly months: number;
  readonly core: number | undefined;
  readonly clock: ClockSource;
  /** On so many paths the exact ones agreed to the bit, and the others within sampling error. */
  readonly checkPaths: number;
  readonly checksum: string;
  /** Cores that other programs kept busy meanwhile, on average. */
  readonly otherCores: number;
  readonly rows: readonly KernelRow[];
  readonly absent: readonly Absent[];
}

/** What the kernel table is measured with. */
export interface KernelBench {
  readonly implementations: readonly Implementation[];
  readonly effort: Effort;
  readonly pinning: Pinning;
  readonly progress: Progress;
  readonly signal: AbortSignal;
}

/**
 * Measures every implementation in interleaved rounds, one at a time on one core.
 *
 * @throws {Error} when implementations do not compute the same.
 */
export async function measureKernel(bench: KernelBench): Promise<KernelTable> {
  const { effort, pinning } = bench;
  const folder = mkdtempSync(join(tmpdir(), "trivium-bench-"));
  const countsFile = ({ name }: Implementation) => join(folder, name);
  try {
    const clock = (await canCountCycles()) ? "counted" : "estimated";
    const started = await compete(bench, (implementation) => {
      const command = pinning.pinned(implementation.command);
      return clock === "counted" ? counted(command, countsFile(implementation)) : command;
    });
    const rows = started.contenders.map(({ implementation, nanos }): KernelRow => {
      const file = countsFile(implementation);
      const clocked = existsSync(file) ? countedGigahertz(readFileSync(file, "utf8")) : started.gigahertz;
      const spread = spreadOf(nanos);
      return {
        name: implementation.name,
        exact: implementation.exact,
        nanos: spread,
        cycles: spread.median * clocked,
      };
    });
    const { checksum, absent, otherCores } = started;
    return {
      months: MONTHS,
      core: pinning.core,
      clock,
      checkPaths: effort.checkPaths,
      checksum,
      otherCores,
      rows,
      absent,
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

interface Competition {
  contenders: Contender[];
  absent: Absent[];
  checksum: string;
  /** The fastest clock that was seen. */
  gigahertz: number;
  otherCores: number;
}

/** Starts all, and has them take turns. Their processes are gone when this is over. */
async function compete(
  { implementations, effort, progress, signal }: KernelBench,
  commandOf: (implementation: Implementation) => string[],
): Promise<Competition> {
  const contenders: Contender[] = [];
  const absent: Absent[] = [];
  let gigahertz = 0;
  await using peers = new AsyncDisposableStack();
  for (const implementation of implementations) {
    const { name, env = {}, absent: reason } = implementation;
    if (reason !== undefined) {
      absent.push({ name, reason });
      continue;
    }
    progress.step(`kernel: starting ${name}`);
    try {
      const peer = peers.use(new Peer({ name, env, command: commandOf(implementation) }, signal));
      contenders.push(await Contender.start(implementation, peer, effort));
    } catch (error) {
      signal.throwIfAborted();
      absent.push({ name, reason: (error as Error).message });
    }
  }
  const checksum = agreedChecksum(contenders, effort);
  for (const contender of contenders) await contender.warmUp(effort.kernelMs);
  const others = new Others();
  for (let round = 1; round <= effort.kernelRounds; round++) {
    progress.step(`kernel: round ${round} of ${effort.kernelRounds}`);
    for (const contender of contenders) {
      gigahertz = Math.max(gigahertz, estimatedGigahertz());
      await contender.measure(round);
    }
  }
  return { contenders, absent, checksum, gigahertz, otherCores: others.cores() };
}
