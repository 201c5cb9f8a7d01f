import { expect, test } from "vitest";
import { latency } from "../src/format/latency.ts";

test.each([
  [undefined, "–"],
  [0.3124, "312\u00a0µs"],
  [0.99961, "1\u00a0ms"],
  [1.2345, "1.23\u00a0ms"],
  [11.44, "11.4\u00a0ms"],
  [999.7, "1\u00a0s"],
  [2500, "2.5\u00a0s"],
])("%j ms is written as %j", (milliseconds, text) => {
  expect(latency(milliseconds)).toBe(text);
});
