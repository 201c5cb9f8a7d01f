import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { type LocalStack, SERVICE_NAMES, type ServiceName } from "@trivium/stack";

const run = promisify(execFile);

const SAMPLE_MS = 100;
const MIB_PER_KIB = 1 / 1024;

/** Resident memory by service, MiB. */
export type Memory = Readonly<Partial<Record<ServiceName, number>>>;

/** What the services have now. */
export async function memoryOf(stack: LocalStack): Promise<Memory> {
  const names = new Map(SERVICE_NAMES.map((name) => [stack.pid(name), name]));
  const pids = [...names.keys()].filter((pid) => pid !== undefined);
  const { stdout } = await run("ps", ["-o", "pid=,rss=", "-p", pids.join(",")]);
  const entries = stdout
    .trim()
    .split("\n")
    .map((line) => line.trim().split(/\s+/).map(Number))
    .map(([pid, kib = 0]) => [names.get(pid), kib * MIB_PER_KIB]);
  return Object.fromEntries(entries) as Memory;
}

/** The most that each service has while work goes on, next to what the work gives. */
export async function mostMemory<T>(stack: LocalStack, work: () => Promise<T>): Promise<[T, Memory]> {
  const most: Partial<Record<ServiceName, number>> = {};
  const sample = async () => {
    for (const [name, mib] of Object.entries(await memoryOf(stack)) as [ServiceName, number][]) {
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
