import type { Contribution } from "@trivium/gateway/schemas";
import { expect, test } from "vitest";
import type { Answer } from "../src/forecast/answer.ts";
import { roads } from "../src/forecast/roads.ts";
import { defaultPlan } from "../src/plan/fields.ts";

const part = (implementation: string, paths: number): Contribution => ({
  implementation,
  buildId: "b1",
  instructionSet: "scalar",
  shards: 2,
  paths,
  computeMs: 10,
});

function kernelOf(...contributions: Contribution[]) {
  const paths = contributions.reduce((sum, one) => sum + one.paths, 0);
  const success = { estimate: 1, low: 1, high: 1 };
  const timing = { queuedMs: 1, runningMs: 2 };
  const result = { paths, success, years: [], checksum: "0", contributions, timing };
  return roads(
    { kind: "final", plan: defaultPlan, result } as unknown as Exclude<Answer, { kind: "none" }>,
    1,
  )[2];
}

test("the road of the paths is of the language that computed most of them, and names the others", () => {
  expect(kernelOf(part("rust", 100))).toMatchObject({ language: "Rust", role: "simulator" });
  expect(kernelOf(part("go", 100))).toMatchObject({ language: "Go", role: "kernel, in forecast" });
  const both = kernelOf(part("go", 10), part("rust", 90));
  expect(both?.language).toBe("Rust");
  expect(both?.details).toContainEqual(expect.stringMatching(/^go: 2 shards/));
  expect(both?.details).toContainEqual(expect.stringMatching(/^2 shards/));
});
