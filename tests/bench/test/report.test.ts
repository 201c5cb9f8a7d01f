import { expect, test } from "vitest";
import { digits, percent, times } from "../src/report/numbers.ts";
import { verificationText } from "../src/report/road.ts";
import { table } from "../src/report/table.ts";
import { spreadOf } from "../src/spread.ts";

test("numbers have three significant digits", () => {
  expect([0.012345, 1.2345, 12.345, 123.45, 1234.5, 9_876_543].map(digits)).toEqual([
    "0.0123",
    "1.23",
    "12.3",
    "123",
    "1,230",
    "9,880,000",
  ]);
});

test("a table is aligned, numbers to the right", () => {
  expect(
    table(
      ["", "ns"],
      [
        ["Rust", "2.5"],
        ["Go", "20.25"],
      ],
    ),
  ).toBe(["|      |    ns |", "|------|------:|", "| Rust |   2.5 |", "| Go   | 20.25 |"].join("\n"));
});

test("a spread is median, quartiles and 95th percentile", () => {
  const values = Array.from({ length: 101 }, (_, index) => 100 - index);
  expect(spreadOf(values)).toEqual({ low: 25, median: 50, high: 75, p95: 95, count: 101 });
});

test("what nothing was measured for is no number", () => {
  expect([digits(Number.NaN), times(1 / 0), percent(0 / 0)]).toEqual(Array(3).fill("no samples"));
});

test("verification has a cost only when shards were compared", () => {
  const without = spreadOf([100]);
  const costs = [0, 7].map((compared) => {
    const text = verificationText({
      paths: 20_000,
      percent: 1,
      without,
      verified: spreadOf([110]),
      compared,
    });
    return [/^.*compared.*$/m.exec(text)?.[0], /\| 1 % .*\| +(.+?) \|$/m.exec(text)?.[1]];
  });
  expect(costs).toEqual([
    ["No shard was compared: there were too few for a share of 1 %.", "no samples"],
    ["7 shards were compared. The share by default is 0.1 %, whose cost is in proportion.", "10.0 %"],
  ]);
});
