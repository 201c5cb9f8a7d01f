import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { readOptions } from "../src/options.ts";

test("without arguments everything is measured, and nothing is written", () => {
  expect(readOptions([], "/here")).toEqual({
    quick: false,
    json: undefined,
    write: false,
    parts: ["kernel", "road"],
    help: false,
  });
});

test("a cold start is measured when asked for, and may be written by itself", () => {
  expect(readOptions(["--only", "cold", "--write"], "/here")).toMatchObject({ parts: ["cold"], write: true });
});

test("files are relative to where the command was called", () => {
  expect(readOptions(["--json", "numbers.json"], tmpdir()).json).toBe(join(tmpdir(), "numbers.json"));
});

test.each([
  [["--fast"], /--fast/],
  [["--only", "gateway"], /kernel or road or cold, but is gateway/],
  [["--write", "--quick"], /whole run/],
  [["--write", "--only", "road"], /whole run/],
  [["--quick", "--only", "cold"], /as long as it takes/],
  [["somewhere"], /somewhere/],
  [["--json", "missing/numbers.json"], /nothing can be written in .*missing/],
  [["--json", "."], /is a folder/],
])("%j is refused", (args, message) => {
  expect(() => readOptions(args, tmpdir())).toThrow(message);
});
