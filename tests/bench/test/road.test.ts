import { expect, test } from "vitest";
import type { Effort } from "../src/effort.ts";
import { Progress } from "../src/progress.ts";
import { roadText } from "../src/report/road.ts";
import { measureRoad } from "../src/road/measure.ts";

/** As little as there is. */
const effort: Effort = {
  kernelRounds: 1,
  kernelMs: 1,
  checkPaths: 1000,
  roadRounds: 1,
  roadPaths: 20_000,
  verificationRounds: 1,
  verificationPaths: 20_000,
  growth: [1000, 2000],
  growthPaths: 4000,
  latencyRuns: 2,
  loadPaths: 1_000_000,
  throughputRounds: 1,
  throughputSeconds: 1,
};

test("the road is measured, every part of it", { timeout: 240_000 }, async () => {
  const road = await measureRoad(effort, new Progress(), new AbortController().signal);
  expect(road.footprints.map(({ name }) => name)).toEqual(["gateway", "forecast", "simulator"]);
  expect(Object.keys(road.idleMemory).toSorted()).toEqual([
    "forecast",
    "gateway",
    "simulator-1",
    "simulator-2",
  ]);
  expect(road.growth.map(({ paths }) => paths)).toEqual([1000, 2000]);
  expect(road.throughput.map(({ request }) => request)).toHaveLength(3);
  expect(road.verification.without.median).toBeGreaterThan(0);
  const text = roadText(road);
  expect(text).toMatch(/20,000 paths, against the kernel alone/);
  expect(text).not.toMatch(/NaN|undefined|Infinity/);
});
