import { type Static, Type } from "typebox";
import { Plan } from "./plan.ts";
import { Result } from "./result.ts";

/** A quick answer from a few paths: nothing is stored. */
export const Preview = Type.Object(
  { plan: Plan, result: Result },
  { $id: "Preview", description: "At most 10,000 paths, whatever the plan says." },
);
export type Preview = Static<typeof Preview>;
