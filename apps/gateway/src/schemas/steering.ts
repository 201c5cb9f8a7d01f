import { type Static, Type } from "typebox";
import { Problem } from "./problem.ts";
import { ref } from "./ref.ts";
import { Percent, Rollout, RolloutState, Stage } from "./rollout.ts";

const reason = Type.String({ minLength: 1, maxLength: 500, description: "Why." });
const actor = Type.Optional(
  Type.String({ minLength: 1, maxLength: 100, description: "Who.", default: "operator" }),
);

/** A step of a rollout, as somebody asks for it. */
export const StageChange = Type.Object(
  {
    version: Type.Integer({
      minimum: 1,
      maximum: Number.MAX_SAFE_INTEGER,
      description: "The version of the state that the change is meant for.",
    }),
    stage: Stage,
    percent: Type.Optional(Percent),
    reason,
    actor,
  },
  { $id: "StageChange", additionalProperties: false },
);
export type StageChange = Static<typeof StageChange>;

/** Back to off at once, as somebody asks for it. */
export const KillOrder = Type.Object({ reason, actor }, { $id: "KillOrder", additionalProperties: false });
export type KillOrder = Static<typeof KillOrder>;

/** A rollout that was killed. */
export const Killed = Type.Object(
  {
    rollout: ref(Rollout),
    stored: Type.Boolean({
      description: "Whether the store has the change; if not, one replica alone is killed so far.",
    }),
  },
  { $id: "Killed" },
);
export type Killed = Static<typeof Killed>;

/** Why a change is refused. */
export const StageRefusal = Type.Object(
  { ...Problem.properties, state: Type.Optional(ref(RolloutState)) },
  {
    $id: "StageRefusal",
    description: "With the present state where the change is meant for another version.",
  },
);
export type StageRefusal = Static<typeof StageRefusal>;
