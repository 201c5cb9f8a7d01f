import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Report, writeReport } from "@trivium/test-report/report";
import { afterEach, beforeEach, expect, test } from "vitest";
import { summarise } from "../src/summary.ts";
import type { Task } from "../src/turbo.ts";

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "trivium-summary-"));
});
afterEach(() => rmSync(root, { recursive: true }));

/** A task of turbo's that ended with an exit code, or did not run. */
function ended(task: string, exitCode: number | undefined, report?: Report): Task {
  if (report !== undefined) writeReport(join(root, "chassis"), report);
  return {
    taskId: `@trivium/sample#${task}`,
    task,
    package: "@trivium/sample",
    directory: "chassis",
    command: "a command",
    hash: "a hash",
    logFile: "a file",
    ...(exitCode === undefined ? {} : { execution: { exitCode } }),
  };
}

test("a suite counts its tests, any other task is one check", () => {
  const tasks = [ended("lint", 0), ended("test", 0, { passed: 4, failed: 0, skipped: [] })];
  expect(summarise(tasks, root, false)).toEqual({
    lines: ["5 passed, 0 failed, 0 skipped"],
    succeeded: true,
  });
});

test("a skipped test has its reason, and is a failure when everything is required", () => {
  const tasks = [ended("test", 0, { passed: 1, failed: 0, skipped: ["containers (needs Docker)"] })];
  const line = "skipped: @trivium/sample: containers (needs Docker)";
  expect(summarise(tasks, root, false)).toEqual({
    lines: [line, "1 passed, 0 failed, 1 skipped"],
    succeeded: true,
  });
  const { lines, succeeded } = summarise(tasks, root, true);
  expect([lines[0], lines.at(-1), succeeded]).toEqual([line, "1 passed, 0 failed, 1 skipped", false]);
});

test("failed tests and failed checks are named", () => {
  const tasks = [ended("lint", 1), ended("test", 1, { passed: 1, failed: 2, skipped: [] })];
  expect(summarise(tasks, root, false)).toEqual({
    lines: ["failed: @trivium/sample lint", "failed: @trivium/sample test", "1 passed, 3 failed, 0 skipped"],
    succeeded: false,
  });
});

test("a suite that could not run has failed, whatever an earlier run left", () => {
  const tasks = [ended("test", undefined, { passed: 9, failed: 0, skipped: [] })];
  expect(summarise(tasks, root, false)).toEqual({
    lines: ["failed: @trivium/sample test", "0 passed, 1 failed, 0 skipped"],
    succeeded: false,
  });
});
