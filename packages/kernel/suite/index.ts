/**
 * What every kernel that is called from JavaScript must pass: the known answers, and the
 * properties that hold for any request.
 *
 * @module
 */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { BINS, type Kernel, Merged, type Request } from "../src/index.ts";
import { countsOf, hex, readConformance, requestOf, type Vector } from "./vectors.ts";

const requests: fc.Arbitrary<Request> = fc.integer({ min: 1, max: 4 }).chain((years) => {
  const values = (min: number, max: number) =>
    fc.array(fc.double({ min, max, noNaN: true }), { minLength: 12 * years, maxLength: 12 * years });
  return fc.record({
    initialBalance: fc.oneof(fc.constant(0), fc.double({ min: 0, max: 1e12, noNaN: true })),
    drift: values(-1, 1),
    volatility: values(0, 1),
    flow: values(-1e4, 1e4),
    seed: fc.bigInt(0n, 2n ** 64n - 1n),
    firstPath: fc.oneof(fc.constant(2n ** 32n - 5n), fc.bigInt(0n, 2n ** 63n - 100n)),
    pathCount: fc.integer({ min: 2, max: 90 }),
  });
});

/** Declares the tests of a kernel, which is there by the time they run. */
export function describeKernel(name: string, kernel: () => Kernel): void {
  describe(`known answers: ${name}`, () => {
    test.each(readConformance<Vector[]>("vectors.json"))("$name", (vector) => {
      const request = requestOf(vector);
      const { final, lowest } = kernel().tracePath(request, request.firstPath);
      expect(hex(final)).toBe(vector.first_path_final);
      expect(hex(lowest)).toBe(vector.first_path_lowest);
      const response = kernel().simulate(request);
      expect(response.checksum.toString(16).padStart(16, "0")).toBe(vector.checksum);
      expect(response.depletedPaths).toBe(vector.depleted_paths);
      expect([...response.counts]).toEqual(countsOf(vector.years));
    });
  });

  describe(`properties: ${name}`, () => {
    const part = (request: Request, from: number, to: number) =>
      kernel().simulate({ ...request, firstPath: request.firstPath + BigInt(from), pathCount: to - from });

    test("any split merges to the same bits, in any order", () => {
      fc.assert(
        fc.property(requests, fc.nat(), (request, pick) => {
          const cut = 1 + (pick % (request.pathCount - 1));
          const years = request.drift.length / 12;
          const [left, right] = [part(request, 0, cut), part(request, cut, request.pathCount)];
          const whole = new Merged(years).add(kernel().simulate(request));
          expect(new Merged(years).add(left).add(right)).toEqual(whole);
          expect(new Merged(years).add(right).add(left)).toEqual(whole);
        }),
        { numRuns: 50 },
      );
    });

    test("paths do not influence each other", () => {
      fc.assert(
        fc.property(requests, (request) => {
          const years = request.drift.length / 12;
          const alone = new Merged(years);
          for (let path = 0; path < request.pathCount; path++) alone.add(part(request, path, path + 1));
          expect(alone).toEqual(new Merged(years).add(kernel().simulate(request)));
        }),
        { numRuns: 20 },
      );
    });

    test("every path is counted every year", () => {
      fc.assert(
        fc.property(requests, (request) => {
          const { counts } = kernel().simulate(request);
          for (let start = 0; start < counts.length; start += BINS) {
            const sum = counts.subarray(start, start + BINS).reduce((a, b) => a + b, 0);
            expect(sum).toBe(request.pathCount);
          }
        }),
        { numRuns: 20 },
      );
    });
  });
}
