import type { Bounds } from "@trivium/contracts/bounds";
import { planBounds } from "@trivium/contracts/forecast/v1/bounds";
import { type Static, Type } from "typebox";

function annotations({ title, unit, min, max, default: value }: Bounds) {
  return { title, description: `Unit: ${unit}.`, minimum: min, maximum: max, default: value };
}

const number = (bounds: Bounds) => Type.Number(annotations(bounds));
const integer = (bounds: Bounds) => Type.Integer(annotations(bounds));

/**
 * What a household plans, and how to simulate it. Ranges, units and defaults come from
 * the contract, `proto/trivium/forecast/v1/plan.proto`.
 */
export const Plan = Type.Object(
  {
    initialBalance: number(planBounds.initialBalance),
    monthlySaving: number(planBounds.monthlySaving),
    savingGrowth: number(planBounds.savingGrowth),
    yearsUntilRetirement: integer(planBounds.yearsUntilRetirement),
    monthlySpending: number(planBounds.monthlySpending),
    yearsToCover: integer(planBounds.yearsToCover),
    returnBefore: number(planBounds.returnBefore),
    volatilityBefore: number(planBounds.volatilityBefore),
    returnAfter: number(planBounds.returnAfter),
    volatilityAfter: number(planBounds.volatilityAfter),
    inflation: number(planBounds.inflation),
    paths: integer(planBounds.paths),
    seed: Type.String({
      title: "Seed",
      description: "Key of the random numbers, 0 .. 2^64-1, as a decimal string.",
      format: "uint64",
      default: "1",
    }),
  },
  { $id: "Plan", additionalProperties: false },
);
export type Plan = Static<typeof Plan>;

/** A plan as callers send it: an absent field stands for its default. */
export const PartialPlan = Type.Partial(Plan, { $id: "PartialPlan", additionalProperties: false });
export type PartialPlan = Static<typeof PartialPlan>;
