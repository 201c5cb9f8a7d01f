import { expect, test } from "vitest";
import { callsWithin } from "../src/bound.ts";
import { replaced } from "../src/document.ts";
import { mostCalls } from "../src/table.ts";

test.each([
  [0.2, 1e-9, 93],
  [0.5, 1e-9, 30],
  [0.01, 1e-9, 2062],
  [1, 1e-9, 1],
])(
  "what happens at %d of the calls happens within a number of calls, but for %d",
  (chance, failure, calls) => {
    expect(callsWithin(chance, failure)).toBe(calls);
    // One call less is not enough.
    if (chance < 1) expect((1 - chance) ** (calls - 1)).toBeGreaterThan(failure);
  },
);

test("a fault is met by the candidate's share of the calls and its own", () => {
  expect(mostCalls({ percent: 20 })).toBe(93);
  expect(mostCalls({ percent: 20, share: 0.5 })).toBe(callsWithin(0.1, 1e-9));
});

test("a table goes between its markers, and nowhere else", () => {
  const begin = "<!-- written by npm run faults -- --write -->";
  expect(replaced(`a\n${begin}\nold\n<!-- end -->\nb`, "new")).toBe(`a\n${begin}\n\nnew\n\n<!-- end -->\nb`);
  expect(() => replaced("without markers", "new")).toThrow(/needs/);
});
