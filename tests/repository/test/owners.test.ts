import { expect, test } from "vitest";
import { files, read } from "../src/repository.ts";

const lines = read(".github/CODEOWNERS")
  .split("\n")
  .filter((line) => line !== "" && !line.startsWith("#"));

test("every folder that has an owner is there, and every line names somebody", () => {
  const patterns = lines.map((line) => /^(\S+)( @[\w/-]+)+$/.exec(line)?.[1]);
  expect(patterns).not.toContain(undefined);
  const folders = patterns.filter((pattern) => pattern !== "*").map((pattern) => pattern?.slice(1) ?? "");
  expect(folders.filter((folder) => !files.some((file) => file.startsWith(folder)))).toEqual([]);
});

test("every file has an owner", () => {
  expect(lines[0]).toMatch(/^\* /);
});
