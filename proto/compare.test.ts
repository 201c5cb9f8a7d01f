import { execFileSync } from "node:child_process";
import { expect, test } from "vitest";
import { ignoredWithoutReason } from "./compare.ts";

const cwd = import.meta.dirname;

test("every field that is left out of comparisons says why", () => {
  const image: unknown = JSON.parse(
    execFileSync("buf", ["build", "-o", "-#format=json"], { cwd, encoding: "utf8" }),
  );
  expect(ignoredWithoutReason(image)).toEqual([]);
});

test("an ignored field without a reason is found", () => {
  const field = (compare: object) => ({
    name: "taken",
    options: { "[trivium.options.v1.compare]": compare },
  });
  const image = (compare: object) => ({
    file: [{ messageType: [{ name: "Answer", field: [field(compare)] }] }],
  });
  expect(ignoredWithoutReason(image({ rule: "RULE_IGNORE", reason: " " }))).toEqual(["Answer.taken"]);
  expect(ignoredWithoutReason(image({ rule: "RULE_IGNORE", reason: "a time" }))).toEqual([]);
  expect(ignoredWithoutReason(image({ rule: "RULE_BITS" }))).toEqual([]);
});
