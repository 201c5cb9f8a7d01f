import { execFileSync, spawnSync } from "node:child_process";
import { expect, test } from "vitest";

/** A new machine fetches and builds the generators first. */
const PATIENCE_MS = 300_000;

const here = import.meta.dirname;
const run = (program: string, ...args: string[]) => spawnSync(program, args, { cwd: here, encoding: "utf8" });
const git = (...args: string[]) => execFileSync("git", args, { cwd: here, encoding: "utf8" }).trim();

/** The main branch as far as this clone knows it. */
const main = ["origin/main", "main"].find(
  (ref) => run("git", "rev-parse", "--verify", "--quiet", ref).status === 0,
);

test(
  "generated code is what the contracts say",
  () => {
    const { status, stderr } = run("node", "generate.ts", "--check");
    expect(stderr.split("\n").filter((line) => line.startsWith("stale: "))).toEqual([]);
    expect(status, stderr).toBe(0);
  },
  PATIENCE_MS,
);

test.skipIf(main === undefined)(
  "no change breaks callers of main (skipped without a main branch)",
  () => {
    const repository = git("rev-parse", "--path-format=absolute", "--git-common-dir");
    const against = `${repository}#format=git,ref=${git("rev-parse", main ?? "")},subdir=proto`;
    const { status, stdout, stderr } = run("buf", "breaking", "--against", against);
    expect(stdout).toBe("");
    expect(status, stderr).toBe(0);
  },
  PATIENCE_MS,
);
