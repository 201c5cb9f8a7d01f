import { type Static, Type } from "typebox";

/** Problem details, RFC 9457: the one shape of every error. */
export const Problem = Type.Object(
  {
    type: Type.String({ description: "Stable, such as /problems/invalid-fields." }),
    title: Type.String(),
    status: Type.Integer(),
    detail: Type.Optional(Type.String()),
    requestId: Type.String(),
    retryAfterMs: Type.Optional(Type.Number()),
    errors: Type.Optional(
      Type.Array(
        Type.Object({
          field: Type.String({ description: "Path of the faulty field, such as seed." }),
          expected: Type.String(),
        }),
      ),
    ),
  },
  { $id: "Problem" },
);
export type Problem = Static<typeof Problem>;
