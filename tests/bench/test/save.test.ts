import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { save } from "../src/report/save.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "trivium-save-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

test("a file is replaced, and nothing else is left", () => {
  const file = join(folder, "numbers.json");
  writeFileSync(file, "old");
  save(file, "new");
  expect(readFileSync(file, "utf8")).toBe("new");
  expect(readdirSync(folder)).toEqual(["numbers.json"]);
});

test("a file that cannot be replaced leaves nothing unfinished", () => {
  expect(() => save(folder, "new")).toThrow(/EISDIR|ENOTEMPTY|EEXIST|EPERM/);
  expect(() => save(join(folder, "missing/numbers.json"), "new")).toThrow(/ENOENT/);
  expect(readdirSync(folder)).toEqual([]);
});
