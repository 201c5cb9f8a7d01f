import { describe, expect, test } from "vitest";
import {
  exp2,
  normal,
  philox,
  type Request,
  Stopped,
  simulate,
  summarize,
  typescriptKernel,
  validate,
} from "../src/index.ts";
import { describeKernel } from "../suite/index.ts";
import { countsOf, double, hex, readConformance, requestOf, type Vector } from "../suite/vectors.ts";

describeKernel("TypeScript", () => typescriptKernel);

describe("known answers", () => {
  test.each(readConformance<Vector[]>("vectors.json"))("$name is a legal request", (vector) => {
    expect(validate(requestOf(vector))).toEqual([]);
  });

  test("draws", () => {
    const draws = readConformance<{ normal: [string, string][]; exp2: [string, string][] }>("draws.json");
    for (const [word, z] of draws.normal) expect(hex(normal(Number.parseInt(word, 16))), word).toBe(z);
    for (const [x, y] of draws.exp2) expect(hex(exp2(double(x))), x).toBe(y);
  });

  // Random123's kat_vectors.
  test.each([
    [
      [0, 0, 0, 0, 0, 0],
      [0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8],
    ],
    [
      [-1, -1, -1, -1, -1, -1],
      [0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd],
    ],
    [
      [0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344, 0xa4093822, 0x299f31d0],
      [0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1],
    ],
  ] as [[number, number, number, number, number, number], number[]][])("Philox of %j", (input, words) => {
    const out = new Int32Array(4);
    philox(out, ...input);
    expect([...new Uint32Array(out.buffer)]).toEqual(words);
  });

  interface SummaryCase {
    name: string;
    paths: number;
    depleted_paths: number;
    years: [number, number][][];
    success: number[];
    percentiles: number[][];
    depleted: number[];
  }

  test.each(readConformance<SummaryCase[]>("summary.json"))("summary: $name", (known) => {
    const { success, years } = summarize(countsOf(known.years), known.paths, known.depleted_paths);
    expect([success.estimate, success.low, success.high]).toEqual(known.success);
    expect(years.map(({ p5, p25, p50, p75, p95 }) => [p5, p25, p50, p75, p95])).toEqual(known.percentiles);
    expect(years.map((year) => year.depleted)).toEqual(known.depleted);
  });
});

describe("requests", () => {
  const year = new Array<number>(12).fill(0);
  const legal: Request = {
    initialBalance: 1000,
    drift: year,
    volatility: year,
    flow: year,
    seed: 7n,
    firstPath: 0n,
    pathCount: 1000,
  };

  test("every faulty field is named at once", () => {
    const request = {
      ...legal,
      initialBalance: Number.NaN,
      drift: [...year, 0],
      flow: [...year, Number.POSITIVE_INFINITY],
      firstPath: 2n ** 63n + 1n,
      pathCount: 0,
    };
    const fields = validate(request).map((fault) => fault.field);
    expect(fields).toEqual(["initial_balance", "drift", "volatility", "flow", "first_path", "path_count"]);
  });

  test.each([
    ["drift", { drift: year.with(3, Number.NaN) }],
    ["volatility", { volatility: year.with(0, -1e-300) }],
    ["flow", { flow: year.with(11, 1.1e12) }],
    ["first_path", { firstPath: -1n }],
    ["path_count", { pathCount: 1.5 }],
    ["path_count", { pathCount: Number.NaN }],
    ["path_count", { pathCount: 2 ** 32 }],
    ["seed", { seed: 2n ** 64n }],
  ])("a bad %s alone is named alone", (field, change) => {
    expect(validate({ ...legal, ...change }).map((fault) => fault.field)).toEqual([field]);
  });

  test("-0 is 0", () => {
    expect(simulate({ ...legal, initialBalance: -0 })).toEqual(simulate({ ...legal, initialBalance: 0 }));
  });

  test("work stops when asked", () => {
    let asked = 0;
    expect(() => simulate(legal, () => ++asked === 3)).toThrow(Stopped);
    expect(asked).toBe(3);
  });
});
