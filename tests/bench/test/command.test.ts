import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import {
  chmodSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { text } from "node:stream/consumers";
import { setTimeout as sleep } from "node:timers/promises";
import { afterEach, beforeEach, expect, test } from "vitest";

const MAIN = resolve(import.meta.dirname, "../src/main.ts");
/** Processes of the bench are told by it. */
const MARK = "TRIVIUM_BENCH_TEST";
const PATIENCE = { timeout: 120_000 };

let folder: string;
let programs: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "trivium-bench-test-"));
  programs = mkdtempSync(join(tmpdir(), "trivium-bench-programs-"));
});
afterEach(() => {
  for (const one of [folder, programs]) rmSync(one, { recursive: true });
});

function bench(args: readonly string[], env: Record<string, string> = {}): ChildProcess {
  return spawn(process.execPath, [MAIN, ...args], {
    stdio: ["ignore", "pipe", "pipe"],
    env: { ...process.env, INIT_CWD: folder, [MARK]: folder, ...env },
  });
}

/** Runs it to the end. */
async function run(args: readonly string[], env: Record<string, string> = {}) {
  const child = bench(args, env);
  const [stdout, stderr, [code]] = await Promise.all([
    child.stdout === null ? "" : text(child.stdout),
    child.stderr === null ? "" : text(child.stderr),
    once(child, "close"),
  ]);
  return { stdout, stderr, code: code as number };
}

/** A PATH with nothing but Node and perhaps something that is called python3. */
function withoutPython(python?: string): Record<string, string> {
  if (python !== undefined) {
    writeFileSync(join(programs, "python3"), python);
    chmodSync(join(programs, "python3"), 0o755);
  }
  symlinkSync(process.execPath, join(programs, "node"));
  return { PATH: programs };
}

/** Waits until it says that it is so far. */
async function until(child: ChildProcess, said: RegExp): Promise<void> {
  let all = "";
  for await (const part of child.stderr ?? []) {
    all += String(part);
    if (said.test(all)) return child.stderr?.resume() as undefined;
  }
  throw new Error(`it ended before it said ${said}: ${all}`);
}

/** Processes that carry the mark of this test. Only where there is /proc. */
function marked(): string[] {
  return readdirSync("/proc").filter((entry) => {
    if (!/^\d+$/.test(entry)) return false;
    try {
      return readFileSync(`/proc/${entry}/environ`, "utf8").includes(`${MARK}=${folder}`);
    } catch {
      return false;
    }
  });
}

test("without Python the other languages are measured, and it is said why", PATIENCE, async () => {
  const args = ["--quick", "--only", "kernel", "--json", "numbers.json"];
  const { stdout, code } = await run(args, withoutPython());
  expect(code).toBe(0);
  expect(stdout).toMatch(/Not measured: numpy, because python3 is not installed/);
  expect(stdout).toMatch(/\| TypeScript on Node +\| +\d/);
  const { kernel } = JSON.parse(readFileSync(join(folder, "numbers.json"), "utf8"));
  expect(kernel.rows.map(({ name }: { name: string }) => name)).toEqual(
    expect.arrayContaining(["Rust, scalar", "Go", "TypeScript on Node"]),
  );
  expect(kernel.absent.map(({ name }: { name: string }) => name)).toEqual(
    expect.arrayContaining(["numba", "numpy"]),
  );
});

test("where numpy cannot be installed, it is said why", PATIENCE, async () => {
  const broken = `#!/bin/sh
[ "$1" = --version ] && echo "Python 3.0 of $0" && exit
echo "No module named venv" >&2; exit 1
`;
  const { stdout, code } = await run(["--quick", "--only", "kernel"], withoutPython(broken));
  expect(code).toBe(0);
  expect(stdout).toMatch(/Not measured: numba, because .*cannot be installed: No module named venv/);
});

test("a command line that is wrong is refused with what is right", async () => {
  const { stderr, code } = await run(["--fast"]);
  expect(code).toBe(2);
  expect(stderr).toMatch(/--fast[\s\S]*npm run bench -- \[--quick\]/);
});

test.skipIf(!existsSync("/proc/self/environ")).each([
  ["kernel", /round 1 of/, "SIGINT"],
  ["road", /starting each service anew/, "SIGTERM"],
  ["road", /against the kernel alone/, "SIGINT"],
] as const)(
  "%s interrupted at %s by %s leaves no process and no file",
  PATIENCE,
  async (part, said, signal) => {
    const child = bench(["--quick", "--only", part, "--json", "numbers.json"], {
      ...withoutPython(),
      TMPDIR: folder,
    });
    await until(child, said);
    expect(marked().length).toBeGreaterThan(1);
    child.kill(signal);
    const [code] = (await once(child, "exit")) as [number];
    expect(code).toBe(130);
    // What had to be killed is gone in a moment; the test's time limit ends the wait.
    while (marked().length > 0) await sleep(20);
    expect(readdirSync(folder)).toEqual([]);
  },
);
