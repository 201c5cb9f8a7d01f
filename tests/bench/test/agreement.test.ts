import { BINS, simulate, summarize, typescriptKernel } from "@trivium/kernel";
import type { Answer } from "@trivium/test-conformance/cases";
import { answer } from "@trivium/test-conformance/javascript";
import { expect, test } from "vitest";
import { disagreement, type Sample } from "../src/kernel/agreement.ts";
import { question } from "../src/kernel/question.ts";

const PATHS = 8000;
const exact = answer(typescriptKernel, question(PATHS, 1)) as Answer;

/** What a peer would answer that has other random numbers, and perhaps another market. */
function sample(change: { drift?: number; volatility?: number; flow?: number } = {}): Sample {
  const { drift = 0, volatility = 1, flow = 1 } = change;
  const months = (before: number, after: number) => [
    ...new Array<number>(240).fill(before),
    ...new Array<number>(240).fill(after),
  ];
  const { counts, depletedPaths } = simulate({
    initialBalance: 150_000,
    drift: months(0.004423 + drift, 0.003044 + drift),
    volatility: months(0.06192 * volatility, 0.03566 * volatility),
    flow: months(1500 * flow, -3500 * flow),
    seed: 99n,
    firstPath: 0n,
    pathCount: PATHS,
  });
  const { years } = summarize(counts, PATHS, depletedPaths);
  const percentiles = years.map(({ p5, p25, p50, p75, p95 }) => [p5, p25, p50, p75, p95]);
  expect(counts.length).toBe(years.length * BINS);
  return { depleted_paths: depletedPaths, percentiles, nanos: 0 };
}

test("the same distribution agrees, whatever the random numbers", () => {
  expect(disagreement(sample(), exact, PATHS)).toBeUndefined();
});

test.each([
  ["drift", { drift: 0.001 }],
  ["volatility", { volatility: 1.15 }],
  ["flow", { flow: 1.15 }],
])("another %s does not", (_, change) => {
  expect(disagreement(sample(change), exact, PATHS)).toMatch(/percentile|depleted/);
});

test("depleted paths that were not counted do not", () => {
  expect(disagreement({ ...sample(), depleted_paths: 0 }, exact, PATHS)).toMatch(/depleted/);
});

test("percentiles that are missing do not", () => {
  expect(disagreement({ ...sample(), percentiles: [] }, exact, PATHS)).toMatch(/percentile 5 of year 1/);
});
