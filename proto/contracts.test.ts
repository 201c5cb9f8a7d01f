import { execFileSync, spawnSync } from "node:child_process";
import { dirname } from "node:path";
import { contractsBase } from "@trivium/test-report/base";
import { expect, test } from "vitest";

/** A new machine fetches and builds the generators first. */
const PATIENCE_MS = 300_000;

const cwd = import.meta.dirname;
const base = contractsBase();

test(
  "generated code is what the contracts say",
  () => {
    const { status, stderr } = spawnSync("node", ["generate.ts", "--check"], { cwd, encoding: "utf8" });
    expect(stderr.split("\n").filter((line) => line.startsWith("stale: "))).toEqual([]);
    expect(status, stderr).toBe(0);
  },
  PATIENCE_MS,
);

test.skipIf(base === undefined)(
  "no change breaks callers of main (needs a clone of the repository by git)",
  () => {
    const input = execFileSync("git", ["archive", base ?? ""], { cwd: dirname(cwd) });
    const { status, stdout, stderr } = spawnSync("buf", ["breaking", "--against", "-#format=tar"], {
      cwd,
      input,
    });
    expect(stdout.toString()).toBe("");
    expect(status, stderr.toString()).toBe(0);
  },
  PATIENCE_MS,
);
