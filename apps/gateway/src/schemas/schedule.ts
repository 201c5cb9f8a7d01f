import { type Static, Type } from "typebox";
import { Plan } from "./plan.ts";
import { ref } from "./ref.ts";

const months = (description: string) => Type.Array(Type.Number(), { description });

/** A plan by month: what a caller needs to compute the preview itself. */
export const Schedule = Type.Object(
  {
    plan: ref(Plan),
    paths: Type.Integer({ description: "Paths of the preview of this plan, from path 0." }),
    drift: months("Mean of the base-2 logarithm of growth, by month."),
    volatility: months("Standard deviation of the base-2 logarithm of growth, by month."),
    flow: months("Paid in (+) or taken out (-) at the end of each month. Unit: currency, in today's money."),
    scheduleMs: Type.Number({
      minimum: 0,
      description: "Time the gateway waited for the schedule. Unit: milliseconds.",
    }),
  },
  { $id: "Schedule", description: "The numeric contract says how paths follow a schedule." },
);
export type Schedule = Static<typeof Schedule>;
