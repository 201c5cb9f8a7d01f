import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import { availableParallelism, cpus, release, totalmem, type } from "node:os";
import { promisify } from "node:util";

const run = promisify(execFile);

/** Where and with what was measured. */
export interface Machine {
  readonly processor: string;
  readonly cores: number;
  readonly memoryGiB: number;
  readonly system: string;
  /** Versions by tool; only those that are here. */
  readonly versions: Record<string, string>;
}

/** The commands that tell versions. */
const TOOLS: Readonly<Record<string, readonly [program: string, ...args: string[]]>> = {
  Rust: ["rustc", "--version"],
  Go: ["go", "version"],
};

/** Describes this machine. */
export async function describeMachine(): Promise<Machine> {
  const versions: Record<string, string> = { Node: process.versions.node };
  for (const [name, [program, ...args]] of Object.entries(TOOLS)) {
    const version = await firstVersion(program, args);
    if (version !== undefined) versions[name] = version;
  }
  return {
    processor: `${cpus()[0]?.model ?? "unknown"}${features()}`,
    cores: availableParallelism(),
    memoryGiB: Math.round(totalmem() / 2 ** 30),
    system: `${type()} ${release()}`,
    versions,
  };
}

async function firstVersion(program: string, args: readonly string[]): Promise<string | undefined> {
  const output = await run(program, [...args]).catch(() => undefined);
  return /\d+\.\d+(\.\d+)?/.exec(output?.stdout ?? "")?.[0];
}

/** Versions of a Python and of what the bench installed for it. */
export async function pythonVersions(program: string): Promise<Record<string, string>> {
  const script =
    "import platform, numpy, numba; print(platform.python_version(), numpy.__version__, numba.__version__)";
  const output = await run(program, ["-c", script]).catch(() => undefined);
  const [python, numpy, numba] = output?.stdout.trim().split(" ") ?? [];
  return python === undefined ? {} : { Python: python, numpy: numpy ?? "", numba: numba ?? "" };
}

/** Family and model where Linux tells them: names of virtual processors say little. */
function features(): string {
  try {
    const text = readFileSync("/proc/cpuinfo", "utf8");
    const valueOf = (key: string) => new RegExp(`^${key}\\s*: (.*)$`, "m").exec(text)?.[1];
    return `, family ${valueOf("cpu family")} model ${valueOf("model")}`;
  } catch {
    return "";
  }
}
