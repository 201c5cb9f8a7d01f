import { execFile } from "node:child_process";
import { promisify } from "node:util";

const run = promisify(execFile);

const EVENTS = "cycles:u,task-clock:u";
const MULTIPLICATIONS = 200_000;
/** Latency of an integer multiplication on x86-64 and ARM cores since 2010. */
const CYCLES_PER_MULTIPLICATION = 3;

/** Where cycles come from: the processor's counter, or a clock that is estimated. */
export type ClockSource = "counted" | "estimated";

/** Whether `perf stat` can count a process's cycles here. */
export async function canCountCycles(): Promise<boolean> {
  try {
    const { stderr } = await run("perf", ["stat", "-x,", "-e", EVENTS, "true"]);
    return countedGigahertz(stderr) > 0;
  } catch {
    return false;
  }
}

/** A command under `perf stat`, which leaves its counts in a file. */
export function counted(command: readonly string[], file: string): string[] {
  return ["perf", "stat", "-x,", "-o", file, "-e", EVENTS, "--", ...command];
}

/** Cycles a nanosecond, from what {@link counted} left. */
export function countedGigahertz(text: string): number {
  const valueOf = (event: string) =>
    Number(
      text
        .split("\n")
        .find((line) => line.includes(`,${event}`))
        ?.split(",")[0],
    );
  return valueOf("cycles:u") / (valueOf("task-clock:u") * 1e6);
}

/**
 * The clock at this moment, in gigahertz, from a chain of multiplications that each wait
 * for the one before. Other work on the core makes it look slower, never faster.
 */
export function estimatedGigahertz(): number {
  const start = process.hrtime.bigint();
  let product = 3;
  for (let i = 0; i < MULTIPLICATIONS; i++) product = Math.imul(product, product);
  const nanos = Number(process.hrtime.bigint() - start);
  // The product is odd for ever; asking keeps the compiler from dropping the chain.
  return product === 0 ? 0 : (MULTIPLICATIONS * CYCLES_PER_MULTIPLICATION) / nanos;
}
