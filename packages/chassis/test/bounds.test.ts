import { status } from "@grpc/grpc-js";
import { expect, test } from "vitest";
import { invalidFields, violations, withDefaults } from "../src/bounds.ts";

const bounds = { partCount: { title: "Parts", unit: "pieces", min: 1, max: 1e9, default: 7 } };

test("an absent field has its default", () => {
  expect(withDefaults({ label: "a" }, bounds)).toEqual({ label: "a", partCount: 7 });
  expect(withDefaults({ partCount: undefined }, bounds)).toEqual({ partCount: 7 });
  expect(withDefaults({ partCount: 0 }, bounds)).toEqual({ partCount: 0 });
});

test.each([
  [1, true],
  [1e9, true],
  [0.5, false],
  [1e9 + 1, false],
  [Number.NaN, false],
])("%d is legal: %s", (partCount, legal) => {
  expect(violations({ partCount }, bounds).length === 0).toBe(legal);
});

test("a refusal names every faulty field as the contract does", () => {
  const refusal = invalidFields(violations({ partCount: 0 }, bounds, "order."));
  expect(refusal.code).toBe(status.INVALID_ARGUMENT);
  expect(refusal.message).toBe("order.part_count must be from 1 to 1000000000 (pieces)");
});
