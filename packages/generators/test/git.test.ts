import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { checkCommitted } from "../src/git.ts";

const changes = ["a.txt", "sub/b.txt"].map((path) => ({ path, before: "old", after: "new" }));

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "trivium-generators-"));
  mkdirSync(join(root, "project/sub"), { recursive: true });
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

const project = () => join(root, "project");

/** Makes a repository in which the project is a folder, and commits everything. */
function commitAll(): void {
  const git = (...args: string[]) => execFileSync("git", args, { cwd: root });
  for (const { path } of changes) writeFileSync(join(project(), path), "old");
  git("init", "--quiet");
  git("add", ".");
  git("-c", "user.name=test", "-c", "user.email=test@localhost", "commit", "--quiet", "--message=all");
}

test("what is committed may be changed", () => {
  commitAll();
  expect(() => checkCommitted(project(), changes)).not.toThrow();
});

test("what is not is named, also below the repository's folder; other files do not matter", () => {
  commitAll();
  writeFileSync(join(project(), "sub/b.txt"), "mine");
  writeFileSync(join(project(), "other.txt"), "mine");
  expect(() => checkCommitted(project(), changes)).toThrow(
    /^sub\/b.txt has changes that are not committed\ncommit or stash them first, or pass --allow-dirty$/,
  );
});

test("where there is no repository nothing is refused", () => {
  expect(() => checkCommitted(project(), changes)).not.toThrow();
});
