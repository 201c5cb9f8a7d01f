import { existsSync, readFileSync } from "node:fs";
import { gzipSync } from "node:zlib";
import type { Request } from "@trivium/kernel";
import { describeKernel } from "@trivium/kernel/suite";
import { WasmKernel } from "@trivium/kernel/wasm";
import { beforeAll, describe, expect, test } from "vitest";
import { moduleUrl } from "../src/index.ts";

const MAX_GZIP_BYTES = 40_000;

const here = existsSync(moduleUrl);

describe.skipIf(!here)("the module (needs a compiler: rustup target add wasm32-unknown-unknown)", () => {
  let kernel: WasmKernel;
  beforeAll(async () => {
    kernel = await WasmKernel.load(readFileSync(moduleUrl));
  });

  describeKernel("WebAssembly", () => kernel);

  test("is small", () => {
    expect(gzipSync(readFileSync(moduleUrl)).length).toBeLessThan(MAX_GZIP_BYTES);
  });

  const year = new Array<number>(12).fill(0);
  const legal: Request = {
    initialBalance: 1000,
    drift: year,
    volatility: year,
    flow: year,
    seed: 7n,
    firstPath: 0n,
    pathCount: 100,
  };

  test("an answer stays as it is when the next is computed", () => {
    const first = kernel.simulate(legal);
    const copy = structuredClone(first);
    kernel.simulate({ ...legal, initialBalance: 5 });
    expect(first).toEqual(copy);
  });

  test("a request that breaks the contract is refused, and its fields are named", () => {
    const request = { ...legal, initialBalance: Number.NaN, drift: new Array<number>(1212).fill(0) };
    const message = /initial_balance must be .*; drift must have .*; volatility .*; flow /;
    expect(() => kernel.simulate(request)).toThrow(message);
    expect(() => kernel.tracePath(request, 0n)).toThrow(message);
    expect(() => kernel.tracePath(legal, 2n ** 63n)).toThrow(RangeError);
  });

  test("the module looks for itself, whoever calls it", async () => {
    const { instance } = await WebAssembly.instantiate(readFileSync(moduleUrl));
    const simulate = instance.exports["simulate"] as (...request: (number | bigint)[]) => number;
    expect(simulate(12, 1000, 7n, 0n, 1)).toBe(1);
    expect(simulate(0, 1000, 7n, 0n, 1)).toBe(0);
    expect(simulate(1212, 1000, 7n, 0n, 1)).toBe(0);
    expect(simulate(-1, 1000, 7n, 0n, 1)).toBe(0);
    expect(simulate(12, Number.NaN, 7n, 0n, 1)).toBe(0);
    expect(simulate(12, 1000, 7n, 2n ** 63n, 1)).toBe(0);
  });
});
