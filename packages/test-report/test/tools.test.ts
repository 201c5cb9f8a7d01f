import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { readReport } from "../src/report.ts";
import { toolOf } from "../src/tools.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "trivium-report-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

test("go: leaves count, parents do not, and a skip has its reason", () => {
  const event = (Action: string, Test?: string, Output?: string) =>
    JSON.stringify({ Action, Package: "p", Test, Output });
  const report = toolOf("go").report(
    [
      event("pass", "TestA/one"),
      event("fail", "TestA/two"),
      event("fail", "TestA"),
      event("output", "TestB", "    b_test.go:7: no Postgres here\n"),
      event("skip", "TestB"),
      event("pass"),
    ],
    folder,
  );
  expect(report).toEqual({ passed: 1, failed: 1, skipped: ["p TestB: no Postgres here"] });
});

test("cargo: the summaries of all binaries add up", () => {
  const report = toolOf("cargo").report(
    [
      "test result: ok. 3 passed; 0 failed; 0 ignored; 0 measured; 0 filtered out",
      "test slow ... ignored, needs an emulator",
      "test avx512::fast   ... ignored (this processor lacks avx512)",
      "test result: FAILED. 1 passed; 2 failed; 1 ignored; 0 measured; 0 filtered out",
    ],
    folder,
  );
  expect(report).toEqual({
    passed: 4,
    failed: 2,
    skipped: ["slow: needs an emulator", "avx512::fast: this processor lacks avx512"],
  });
});

test("vitest: a test may take a minute, for machines that are busy, unless its package says otherwise", () => {
  const time = () =>
    toolOf("vitest")
      .arguments(["run"], folder)
      .filter((argument) => /imeout=/.test(argument));
  expect(time()).toEqual(["--testTimeout=60000", "--hookTimeout=60000", "--expect.poll.timeout=60000"]);
  writeFileSync(join(folder, "vitest.config.ts"), "");
  expect(time()).toEqual([]);
});

/** What vitest's JSON reporter leaves, of which this reads only a part. */
function vitestReport(...testResults: unknown[]) {
  mkdirSync(join(folder, "reports"));
  writeFileSync(join(folder, "reports/vitest.json"), JSON.stringify({ testResults }));
  return toolOf("vitest").report([], folder);
}

test("vitest: tests of all files add up, and a skip has its full name", () => {
  const report = vitestReport(
    { status: "passed", assertionResults: [{ fullName: "a", status: "passed" }] },
    {
      status: "failed",
      assertionResults: [
        { fullName: "b", status: "failed" },
        { fullName: "c (needs Docker)", status: "skipped" },
      ],
    },
  );
  expect(report).toEqual({ passed: 1, failed: 1, skipped: ["c (needs Docker)"] });
});

test("vitest: tests whose set-up failed have failed, though vitest calls them skipped", () => {
  const skipped = ["a", "b"].map((fullName) => ({ fullName, status: "skipped" }));
  const report = vitestReport(
    { status: "failed", assertionResults: skipped },
    { status: "failed", assertionResults: [] },
  );
  expect(report).toEqual({ passed: 0, failed: 3, skipped: [] });
});

const main = resolve(import.meta.dirname, "../src/main.ts");

test("another command is one check, and its exit code is kept", () => {
  const { status } = spawnSync(process.execPath, [main, "sh", "-c", "exit 3"], { cwd: folder });
  expect(status).toBe(3);
  expect(readReport(folder)).toEqual({ passed: 0, failed: 1, skipped: [] });
});
