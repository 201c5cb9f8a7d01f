import { execFile } from "node:child_process";
import { readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { type InstanceName, type LocalStack, ROOT } from "@trivium/stack";
import { spreadOf } from "../spread.ts";

const run = promisify(execFile);

const STARTS = 3;
const DOCKER_TIMEOUT_MS = 5000;
const MIB = 2 ** 20;

/** What a service takes before it does anything. */
export interface Footprint {
  readonly name: string;
  /** From the start of its process until it is ready, milliseconds. */
  readonly startMs: number;
  /** What is run, MiB; for the gateway its bundle, without Node. */
  readonly programMiB: number;
  /** Its image, MiB, where it was built. */
  readonly imageMiB?: number;
}

/** What each kind of service is run from, and the one that stands for it. */
const PROGRAMS: readonly { name: string; service: InstanceName; program: string }[] = [
  { name: "gateway", service: "gateway", program: "apps/gateway/dist" },
  { name: "forecast", service: "forecast", program: "services-go/forecast/bin/forecast" },
  { name: "simulator", service: "simulator-1", program: "services-rust/simulator/bin/trivium-simulator" },
];

/** Starts each service anew a few times, and looks up sizes. */
export async function measureFootprints(stack: LocalStack): Promise<Footprint[]> {
  const footprints: Footprint[] = [];
  for (const { name, service, program } of PROGRAMS) {
    const starts: number[] = [];
    while (starts.length < STARTS) {
      await stack.kill(service);
      const start = performance.now();
      await stack.start(service);
      starts.push(performance.now() - start);
    }
    const imageMiB = await imageSize(`trivium-${name}`);
    footprints.push({
      name,
      startMs: spreadOf(starts).median,
      programMiB: sizeOf(join(ROOT, program)) / MIB,
      ...(imageMiB === undefined ? {} : { imageMiB }),
    });
  }
  return footprints;
}

function sizeOf(path: string): number {
  const status = statSync(path);
  if (!status.isDirectory()) return status.size;
  return readdirSync(path).reduce((sum, entry) => sum + sizeOf(join(path, entry)), 0);
}

async function imageSize(image: string): Promise<number | undefined> {
  const options = { timeout: DOCKER_TIMEOUT_MS };
  const inspected = await run("docker", ["image", "inspect", "--format", "{{.Size}}", image], options).catch(
    () => undefined,
  );
  return inspected === undefined ? undefined : Number(inspected.stdout) / MIB;
}
