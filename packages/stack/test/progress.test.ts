import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { Progress } from "../src/progress.ts";
import type { Task } from "../src/turbo.ts";

let shown: string[];
beforeEach(() => {
  vi.useFakeTimers();
  shown = [];
  vi.spyOn(process.stderr, "write").mockImplementation((text) => {
    shown.push(...String(text).trimEnd().split("\n"));
    return true;
  });
});
afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

const BEGUN = "cache miss, executing 0123456789abcdef";

const ended = (taskId: string, exitCode: number): Task => ({
  taskId,
  task: "build",
  package: "a package",
  directory: "a folder",
  command: "a command",
  hash: "a hash",
  logFile: "a file",
  execution: { exitCode },
});

test("while tasks run, what was heard last is told every few seconds", () => {
  const progress = new Progress("Building");
  progress.heard("@trivium/web#build", BEGUN);
  vi.advanceTimersByTime(5000);
  progress.heard("@trivium/web#build", "transforming...");
  vi.advanceTimersByTime(5000);
  expect(shown).toEqual(["5 s  Building | web build: begun", "10 s  Building | web build: transforming..."]);
  progress.end([]);
});

test("suites are named while they run, and no longer", () => {
  const progress = new Progress("Testing");
  for (const name of ["chassis", "cli", "web"]) progress.heard(`@trivium/${name}#test`, BEGUN);
  progress.heard("@trivium/chassis#test", "ok");
  vi.advanceTimersByTime(5000);
  progress.heard("@trivium/chassis#test", "4 passed, 0 failed, 0 skipped");
  vi.advanceTimersByTime(5000);
  progress.heard("@trivium/cli#test", "npm error code 1");
  progress.heard("@trivium/web#lint", "Found 0 warnings");
  vi.advanceTimersByTime(5000);
  expect(shown).toEqual([
    "5 s  Testing chassis, cli, web | chassis test: ok",
    "chassis test             4 passed, 0 failed, 0 skipped",
    "10 s  Testing cli, web",
    "15 s  Testing web | web lint: Found 0 warnings",
  ]);
  progress.end([]);
});

test("of many suites those that run longest are named", () => {
  const progress = new Progress("Testing");
  for (const name of ["a", "b", "c", "d", "e", "f"]) progress.heard(`${name}#test`, BEGUN);
  vi.advanceTimersByTime(5000);
  expect(shown).toEqual(["5 s  Testing a, b, c, d and 2 more | f test: begun"]);
  progress.end([]);
});

test("a suite that ends is told at once", () => {
  const progress = new Progress("Testing");
  progress.heard("@trivium/chassis#test", "4 passed, 0 failed, 0 skipped");
  expect(shown).toEqual(["chassis test             4 passed, 0 failed, 0 skipped"]);
  progress.end([]);
});

test("of what failed everything is shown, of the rest nothing", () => {
  const progress = new Progress("Building");
  progress.heard("@trivium/web#build", BEGUN);
  progress.heard("@trivium/web#build", "error: no such file");
  progress.heard("@trivium/gateway#build", "built");
  progress.end([ended("@trivium/web#build", 1), ended("@trivium/gateway#build", 0)]);
  expect(shown.filter((line) => line !== "")).toEqual([
    "web build failed (a file):",
    "error: no such file",
    "Building took 0 s",
  ]);
});

test("a run that takes all from the cache says nothing", () => {
  const progress = new Progress("Building");
  progress.heard("@trivium/web#build", "cache hit, suppressing logs 0123456789abcdef");
  progress.end([ended("@trivium/web#build", 0)]);
  expect(shown).toEqual([]);
});
