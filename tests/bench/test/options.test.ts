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

test("files are relative to where the command was called", () => {
  expect(readOptions(["--json", "numbers.json"], tmpdir()).json).toBe(join(tmpdir(), "numbers.json"));
});

test.each([
  [["--fast"], /--fast/],
  [["--only", "gateway"], /kernel or road, but is gateway/],
  [["--write", "--quick"], /whole run/],
  [["--write", "--only", "road"], /whole run/],
  [["somewhere"], /somewhere/],
  [["--json", "missing/numbers.json"], /nothing can be written in .*missing/],
  [["--json", "."], /is a folder/],
])("%j is refused", (args, message) => {
  expect(() => readOptions(args, tmpdir())).toThrow(message);
});
