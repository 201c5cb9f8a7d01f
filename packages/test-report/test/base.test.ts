import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { findContractsBase, mainBase } from "../src/base.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "trivium-base-"));
  git("init", "--initial-branch=main");
});
afterEach(() => rmSync(folder, { recursive: true }));

function git(...args: string[]): string {
  const who = ["-c", "user.name=test", "-c", "user.email=test@example.org"];
  return execFileSync("git", [...who, ...args], { cwd: folder, encoding: "utf8", stdio: "pipe" }).trim();
}

/** Commits contracts, and tells the id of their tree. */
function commit(contracts: string): string {
  mkdirSync(join(folder, "proto"), { recursive: true });
  writeFileSync(join(folder, "proto/order.proto"), contracts);
  git("add", ".");
  git("commit", "--message=contracts");
  return git("rev-parse", "HEAD:proto");
}

test("a branch is compared with main where it left it, not with where main is now", () => {
  const left = commit("one");
  const commitLeft = git("rev-parse", "HEAD");
  git("switch", "--create=branch");
  commit("two");
  git("switch", "main");
  commit("three");
  git("switch", "branch");
  expect([mainBase(folder), findContractsBase(folder)]).toEqual([commitLeft, left]);
});

test("what the remote has on main counts before the local main", () => {
  const published = commit("one");
  git("update-ref", "refs/remotes/origin/main", "HEAD");
  commit("two");
  commit("three");
  expect(findContractsBase(folder)).toBe(published);
});

test("main itself, and a clone that knows no main, are compared with the commit before", () => {
  const before = commit("one");
  commit("two");
  expect(findContractsBase(folder)).toBe(before);
  git("branch", "--move", "trunk");
  expect([mainBase(folder), findContractsBase(folder)]).toEqual([undefined, before]);
});

test("a clone of one commit is compared with that", () => {
  const only = commit("one");
  expect(findContractsBase(folder)).toBe(only);
});

test("outside of git there is nothing to compare with", () => {
  rmSync(join(folder, ".git"), { recursive: true });
  expect([mainBase(folder), findContractsBase(folder)]).toEqual([undefined, undefined]);
});
