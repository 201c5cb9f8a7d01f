import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { promisify } from "node:util";
import { INSTANCE_NAMES, type InstanceName, type LocalStack } from "@trivium/stack";

const run = promisify(execFile);

const SAMPLE_MS = 100;
const MIB_PER_KIB = 1 / 1024;

/** Resident memory by service, MiB. */
export type Memory = Readonly<Partial<Record<InstanceName, number>>>;

/** What the services have now. */
export async function memoryOf(stack: LocalStack): Promise<Memory> {
  const memory: Partial<Record<InstanceName, number>> = {};
  for (const name of INSTANCE_NAMES) {
    const pid = stack.pid(name);
    if (pid !== undefined) memory[name] = (await residentKiB(pid)) * MIB_PER_KIB;
  }
  return memory;
}

/** Where there is no /proc, `ps` tells; small Linux systems have no `ps`. */
async function residentKiB(pid: number): Promise<number> {
  if (!existsSync("/proc/self/status")) {
    const { stdout } = await run("ps", ["-o", "rss=", "-p", String(pid)]);
    return Number(stdout);
  }
  const status = await readFile(`/proc/${pid}/status`, "utf8");
  return Number(/^VmRSS:\s+(\d+) kB$/m.exec(status)?.[1]);
}

/** The most that each service has while work goes on, next to what the work gives. */
export async function mostMemory<T>(stack: LocalStack, work: () => Promise<T>): Promise<[T, Memory]> {
  const most: Partial<Record<InstanceName, number>> = {};
  const sample = async () => {
    for (const [name, mib] of Object.entries(await memoryOf(stack)) as [InstanceName, number][]) {
      most[name] = Math.max(most[name] ?? 0, mib);
    }
  };
  let sampling = Promise.resolve();
  const timer = setInterval(() => {
    sampling = sampling.then(sample, () => undefined);
  }, SAMPLE_MS);
  try {
    await sample();
    return [await work(), most];
  } finally {
    clearInterval(timer);
    await sampling.catch(() => undefined);
  }
}
