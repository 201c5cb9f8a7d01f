import { planBounds } from "@trivium/contracts/forecast/v1/bounds";
import type { Plan } from "@trivium/gateway/schemas";
import fc from "fast-check";
import { expect, test } from "vitest";
import { readAddress, writeAddress } from "../src/plan/address.ts";
import { defaultPlan, type FieldName, fields } from "../src/plan/fields.ts";

const RUN = "01890a5d-ac96-774b-bcce-b302099a8057";

/** Values that a person can type: amounts in cents, rates in thousandths of a percent. */
function typed(name: Exclude<FieldName, "seed">): fc.Arbitrary<number> {
  const { min, max } = planBounds[name];
  const parts = { amount: 100, percent: 100_000, whole: 1 }[fields[name].notation as "amount"];
  return fc
    .integer({ min: Math.ceil(min * parts), max: Math.min(Math.floor(max * parts), 1e12) })
    .map((part) => part / parts);
}

const names = Object.keys(planBounds) as (keyof typeof planBounds)[];
const numbers = fc.record(Object.fromEntries(names.map((name) => [name, typed(name)])));
const plans = fc
  .tuple(numbers, fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }))
  .map(([values, seed]) => ({ ...values, seed: seed.toString() }) as Plan);

test("a shared link opens the plan that was shared", () => {
  fc.assert(
    fc.property(plans, (plan) => {
      expect(readAddress(writeAddress({ plan, run: RUN }))).toEqual({ plan, run: RUN });
    }),
  );
});

test("the default plan needs no words", () => {
  expect(writeAddress({ plan: defaultPlan, run: undefined })).toBe("");
  expect(readAddress("")).toEqual({ plan: defaultPlan, run: undefined });
});

test("what is faulty in a link stands for the default", () => {
  const { plan, run } = readAddress("?paths=7&monthlySaving=lots&inflation=2&run=../etc&colour=red");
  expect(plan).toEqual({ ...defaultPlan, inflation: 0.02 });
  expect(run).toBeUndefined();
});
