import { type Static, Type } from "typebox";
import { RequestMessage, ResponseMessage } from "./compared.ts";
import { Value } from "./message.ts";
import { ref } from "./ref.ts";
import { Identity, Stage } from "./rollout.ts";

const time = Type.String({ format: "date-time" });

/** The first difference of two answers. */
export const Difference = Type.Object(
  {
    field: Type.String({ description: "Where, such as years[3].counts[7], checksum or status." }),
    control: Value,
    candidate: Value,
  },
  { $id: "Difference" },
);
export type Difference = Static<typeof Difference>;

/** What one side answered. */
export const Answer = Type.Object(
  {
    code: Type.String({ description: "Name of the gRPC status code, such as OK or INTERNAL." }),
    message: Type.Optional(Type.String({ description: "Of a code other than OK." })),
    response: Type.Optional(ResponseMessage),
  },
  { $id: "Answer" },
);
export type Answer = Static<typeof Answer>;

const summary = {
  id: Type.String({ format: "uuid" }),
  firstTime: time,
  lastTime: time,
  count: Type.Integer({ minimum: 1, description: "How often it was seen." }),
  identity: Identity,
  stage: Stage,
  difference: ref(Difference),
};

/** One difference between the sides, stored once for each identity and field. */
export const MismatchSummary = Type.Object(summary, { $id: "MismatchSummary" });
export type MismatchSummary = Static<typeof MismatchSummary>;

/** The same with the first request that showed it, and what each side answered. */
export const Mismatch = Type.Object(
  { ...summary, request: RequestMessage, control: ref(Answer), candidate: ref(Answer) },
  { $id: "Mismatch" },
);
export type Mismatch = Static<typeof Mismatch>;

/** A page of mismatches, newest first. */
export const MismatchPage = Type.Object(
  {
    mismatches: Type.Array(ref(MismatchSummary)),
    nextCursor: Type.Optional(Type.String({ description: "Absent on the last page." })),
  },
  { $id: "MismatchPage" },
);
export type MismatchPage = Static<typeof MismatchPage>;

/** What both sides answer now to a mismatch's request. */
export const Replay = Type.Object(
  {
    control: ref(Answer),
    candidate: ref(Answer),
    difference: Type.Optional(ref(Difference)),
    identity: Identity,
  },
  { $id: "Replay", description: "Without a difference they agree now." },
);
export type Replay = Static<typeof Replay>;
