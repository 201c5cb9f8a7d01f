import { planBounds } from "@trivium/contracts/forecast/v1/bounds";
import type { Plan } from "@trivium/gateway/schemas";

/** Name of a field of a plan. */
export type FieldName = keyof Plan;

/**
 * How a field is written. Percent fields are fractions in the plan and percent on the page.
 * `key` is a whole number too large for a double, kept as text.
 */
export type Notation = "amount" | "percent" | "whole" | "key";

/** What the form knows of a field beyond its bounds. */
export interface Field {
  readonly label: string;
  readonly notation: Notation;
  /** Change of one press of an arrow key, in the unit shown. */
  readonly step: number;
  /** Shown behind the number. */
  readonly suffix?: string;
  /** From where to where its slider goes, in the unit shown; beyond it one can type. */
  readonly slider?: readonly [min: number, max: number];
}

/** The fields in the order of the form. */
export const fields = {
  initialBalance: { label: "Savings today", notation: "amount", step: 5000, slider: [0, 1_000_000] },
  monthlySaving: { label: "Saved each month", notation: "amount", step: 100, slider: [0, 10_000] },
  savingGrowth: {
    label: "Growth of saving",
    notation: "percent",
    step: 0.25,
    suffix: "% a year",
    slider: [0, 5],
  },
  yearsUntilRetirement: {
    label: "Until retirement",
    notation: "whole",
    step: 1,
    suffix: "years",
    slider: [0, 50],
  },
  monthlySpending: { label: "Spent each month", notation: "amount", step: 100, slider: [0, 10_000] },
  yearsToCover: { label: "To cover", notation: "whole", step: 1, suffix: "years", slider: [1, 50] },
  returnBefore: { label: "Return before", notation: "percent", step: 0.25, suffix: "%", slider: [-5, 15] },
  volatilityBefore: {
    label: "Volatility before",
    notation: "percent",
    step: 0.5,
    suffix: "%",
    slider: [0, 40],
  },
  returnAfter: { label: "Return after", notation: "percent", step: 0.25, suffix: "%", slider: [-5, 15] },
  volatilityAfter: {
    label: "Volatility after",
    notation: "percent",
    step: 0.5,
    suffix: "%",
    slider: [0, 40],
  },
  inflation: { label: "Inflation", notation: "percent", step: 0.25, suffix: "% a year", slider: [0, 10] },
  paths: { label: "Random futures", notation: "whole", step: 10_000 },
  seed: { label: "Seed", notation: "key", step: 1 },
} as const satisfies Record<FieldName, Field>;

/** All field names, in the order of the form. */
export const fieldNames = Object.keys(fields) as FieldName[];

/** The plan that absent fields stand for. */
export const defaultPlan: Plan = {
  ...(Object.fromEntries(Object.entries(planBounds).map(([name, bounds]) => [name, bounds.default])) as Omit<
    Plan,
    "seed"
  >),
  seed: "1",
};

/** Most years of a plan, saving and retirement together; the contract states it in words. */
export const maxYears = 100;
