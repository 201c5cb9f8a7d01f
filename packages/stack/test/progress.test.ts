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

test("while tasks run, what goes on is told every few seconds", () => {
  const progress = new Progress("Building");
  progress.heard("@trivium/web#build", "cache miss, executing 0123456789abcdef");
  progress.heard("@trivium/web#build", "transforming...");
  vi.advanceTimersByTime(10_000);
  expect(shown).toEqual([
    "5 s  Building web build | web build: transforming...",
    "10 s  Building web build | web build: transforming...",
  ]);
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
  progress.heard("@trivium/web#build", "cache miss, executing 0123456789abcdef");
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
