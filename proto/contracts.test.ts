import { execFileSync, spawnSync } from "node:child_process";
import { dirname } from "node:path";
import { expect, test } from "vitest";

const here = import.meta.dirname;
const run = (program: string, ...args: string[]) => spawnSync(program, args, { cwd: here, encoding: "utf8" });

/** The main branch as far as this clone knows it. */
const main = ["origin/main", "main"].find(
  (ref) => run("git", "rev-parse", "--verify", "--quiet", ref).status === 0,
);

test("generated code is what the contracts say", () => {
  const { status, stderr } = run("node", "generate.ts", "--check");
  expect(stderr).toBe("");
  expect(status).toBe(0);
}, 300_000);

test.skipIf(main === undefined)("no change breaks callers of main (skipped without a main branch)", () => {
  const commit = execFileSync("git", ["rev-parse", main ?? ""], { cwd: here, encoding: "utf8" }).trim();
  const { status, stdout } = run(
    "buf",
    "breaking",
    "--against",
    `${dirname(here)}/.git#ref=${commit},subdir=proto`,
  );
  expect(stdout).toBe("");
  expect(status).toBe(0);
});
