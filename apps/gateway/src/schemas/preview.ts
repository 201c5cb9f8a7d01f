import { type Static, Type } from "typebox";
import { Plan } from "./plan.ts";
import { ref } from "./ref.ts";
import { Result } from "./result.ts";

/** A quick answer from a few paths: nothing is stored. */
export const Preview = Type.Object(
  {
    plan: ref(Plan),
    result: ref(Result),
    scheduleMs: Type.Number({
      minimum: 0,
      description: "Time the gateway waited for the schedule. Unit: milliseconds.",
    }),
  },
  { $id: "Preview", description: "At most 10,000 paths, whatever the plan says." },
);
export type Preview = Static<typeof Preview>;
