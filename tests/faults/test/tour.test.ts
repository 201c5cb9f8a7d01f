import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { text } from "node:stream/consumers";
import { setTimeout as sleep } from "node:timers/promises";
import { ROOT } from "@trivium/stack";
import { afterEach, beforeEach, expect, test } from "vitest";
import { readPace } from "../src/tour/options.ts";
import { STEPS } from "../src/tour/steps.ts";

const MAIN = resolve(import.meta.dirname, "../src/tour/main.ts");
const POLL_MS = 20;

/** Temporary files of the tour are in it, and its path is in the environment of all that it starts. */
let folder: string;
const children: ChildProcess[] = [];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "trivium-tour-test-"));
});
afterEach(() => {
  // One that a test has given up goes, and what it started with it.
  for (const child of children.splice(0)) child.kill("SIGKILL");
  rmSync(folder, { recursive: true, force: true });
});

function tour(...flags: string[]): ChildProcess {
  const child = spawn(process.execPath, [MAIN, ...flags], {
    stdio: ["pipe", "pipe", "pipe"],
    env: { ...process.env, TMPDIR: folder },
  });
  children.push(child);
  return child;
}

/** Resolves when nothing of the tour is left, where the system tells; the test's time limit ends the wait. */
async function gone(): Promise<void> {
  const alive = () =>
    readdirSync("/proc").filter((name) => /^\d+$/.test(name) && environmentOf(name).includes(folder));
  if (existsSync("/proc/self/environ")) while (alive().length > 0) await sleep(POLL_MS);
  expect(readdirSync(folder)).toEqual([]);
}

function environmentOf(pid: string): string {
  try {
    return readFileSync(`/proc/${pid}/environ`, "utf8");
  } catch {
    return "";
  }
}

test("the tour walks all its steps, no caller is affected, and nothing is left", async () => {
  const child = tour("--fast");
  const [out, err, [code]] = await Promise.all([
    child.stdout === null ? "" : text(child.stdout),
    child.stderr === null ? "" : text(child.stderr),
    once(child, "exit"),
  ]);
  expect(err).toBe("");
  expect(code).toBe(0);
  for (const [index, { title }] of STEPS.entries()) {
    expect(out).toContain(`${index + 1}/${STEPS.length}  ${title}\n`);
  }
  expect(out).toMatch(/they differ in checksum/);
  expect(out).toMatch(/depleted_paths: control/);
  expect(out).toMatch(/they agree/);
  expect(out).toMatch(/reversed - \[retired\]/);
  expect(out).toMatch(/Callers affected: 0\.\n/);
  await gone();
});

/** Reads on until something is said; returns what was read. */
async function until(child: ChildProcess, said: string): Promise<string> {
  let all = "";
  while (!all.includes(said)) {
    const part = child.stdout?.read() as Buffer | null;
    if (part === null) await once(child.stdout ?? child, "readable");
    else all += String(part);
  }
  return all;
}

test("step by step it waits for Enter; Ctrl-C ends it, and nothing is left", async () => {
  const child = tour("--step");
  expect(await until(child, "\nCode: ")).not.toContain("2/");
  child.stdin?.write("\n");
  await until(child, "2/");
  child.kill("SIGINT");
  child.stdout?.resume();
  expect(await once(child, "exit")).toEqual([130, null]);
  await gone();
});

test("every file that the tour shows is there", () => {
  const missing = STEPS.flatMap(({ look }) => look).filter((path) => !existsSync(join(ROOT, path)));
  expect(missing).toEqual([]);
});

test("a reader chooses one pace", () => {
  expect([readPace([]), readPace(["--step"]), readPace(["--fast"])]).toEqual(["timed", "step", "fast"]);
  expect(() => readPace(["--step", "--fast"])).toThrow(/do not go together/);
  expect(() => readPace(["--slow"])).toThrow(/--slow/);
});
