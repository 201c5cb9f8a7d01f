import { type Static, Type } from "typebox";
import { ref } from "./ref.ts";
import { Budget, Evidence, RolloutState } from "./rollout.ts";

/** One change of a rollout's state. */
export const AuditEntry = Type.Object(
  {
    version: Type.Integer({ minimum: 1, description: "The version that the change led to." }),
    time: Type.String({ format: "date-time" }),
    actor: Type.String({ description: "A person, or trivium for what happened by itself." }),
    reason: Type.String(),
    before: Type.Optional(ref(RolloutState)),
    after: ref(RolloutState),
    evidence: Type.Optional(ref(Evidence)),
    budgets: Type.Array(ref(Budget)),
    mismatchId: Type.Optional(Type.String({ description: "The mismatch that led to it." })),
  },
  { $id: "AuditEntry" },
);
export type AuditEntry = Static<typeof AuditEntry>;

/** A page of changes, newest first. */
export const AuditPage = Type.Object(
  {
    entries: Type.Array(ref(AuditEntry)),
    nextCursor: Type.Optional(Type.String({ description: "Absent on the last page." })),
  },
  { $id: "AuditPage" },
);
export type AuditPage = Static<typeof AuditPage>;
