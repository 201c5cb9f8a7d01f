import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { promisify } from "node:util";

const run = promisify(execFile);

const CACHE = resolve(import.meta.dirname, "../../.cache");
const REQUIREMENTS = resolve(import.meta.dirname, "../../peers/python/requirements.txt");
const INSTALL_TIMEOUT_MS = 120_000;

/** A Python that has numpy and numba, or why there is none. */
export interface Python {
  readonly program: string;
  readonly env: Readonly<Record<string, string>>;
  readonly missing?: string;
}

/**
 * A virtual environment of the pinned versions, each file checked against its hash. Made
 * once; another Python or other versions get one of their own.
 */
export async function findPython(signal: AbortSignal, base = "python3"): Promise<Python> {
  const without = (missing: string): Python => ({ program: base, env: {}, missing });
  const version = await run(base, ["--version"], { signal }).catch(() => undefined);
  signal.throwIfAborted();
  if (version === undefined) return without(`${base} is not installed`);
  const key = createHash("sha256").update(version.stdout).update(readFileSync(REQUIREMENTS)).digest("hex");
  const directory = join(CACHE, `python-${key.slice(0, 16)}`);
  const program = join(directory, "bin/python");
  const complete = join(directory, "complete");
  if (!existsSync(complete)) {
    try {
      await install(base, directory, program, signal);
    } catch (error) {
      signal.throwIfAborted();
      rmSync(directory, { recursive: true, force: true });
      return without(`numpy and numba cannot be installed: ${reasonOf(error as Failure)}`);
    }
    writeFileSync(complete, "");
  }
  return { program, env: { NUMBA_CACHE_DIR: join(directory, "numba"), OMP_NUM_THREADS: "1" } };
}

interface Failure extends Error {
  stderr?: string;
}

async function install(base: string, directory: string, program: string, signal: AbortSignal): Promise<void> {
  rmSync(directory, { recursive: true, force: true });
  await run(base, ["-m", "venv", directory], { signal });
  const pip = ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-input"];
  await run(program, [...pip, "--only-binary", ":all:", "--require-hashes", "-r", REQUIREMENTS], {
    signal,
    timeout: INSTALL_TIMEOUT_MS,
  });
}

/** The last line of what pip or venv said. */
function reasonOf({ stderr, message }: Failure): string {
  return (stderr?.trim() || message).split("\n").at(-1) ?? "";
}
