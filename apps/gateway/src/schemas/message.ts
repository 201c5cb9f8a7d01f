import { type Static, Type } from "typebox";

const hex64 = Type.String({ pattern: "^[0-9a-f]{16}$", description: "64 bits in hexadecimal." });
const decimal = Type.String({ pattern: "^[0-9]{1,20}$", description: "0 .. 2^64-1 in decimal digits." });

/** A value of a field, for people. */
export const Value = Type.Object({
  text: Type.String({ description: "Such as -0, NaN, 1234 or absent." }),
  bits: Type.Optional(Type.String({ description: "The bits of a number, in hexadecimal." })),
});
export type Value = Static<typeof Value>;

/** A double: a number where JSON has it, with text and bits where it has not. */
export const Double = Type.Union([Type.Number(), Type.Object({ text: Type.String(), bits: hex64 })], {
  description: "A number, exactly; or the text and bits of -0, NaN, Infinity or -Infinity.",
});
export type Double = Static<typeof Double>;

/** One shard, as it is asked for. */
export const SimulateRequest = Type.Object({
  initialBalance: Double,
  drift: Type.Array(Double),
  volatility: Type.Array(Double),
  flow: Type.Array(Double),
  seed: decimal,
  firstPath: decimal,
  pathCount: Type.Integer(),
});
export type SimulateRequest = Static<typeof SimulateRequest>;

/** One shard, as it was answered. */
export const SimulateResponse = Type.Object({
  years: Type.Array(Type.Object({ firstBin: Type.Integer(), counts: Type.Array(Type.Integer()) })),
  depletedPaths: Type.Integer(),
  checksum: hex64,
  build: Type.Object({
    implementation: Type.String(),
    buildId: Type.String(),
    instructionSet: Type.String(),
    contractHash: Type.String(),
  }),
  computeNanos: decimal,
});
export type SimulateResponse = Static<typeof SimulateResponse>;

/** A message as it was stored, and its fields as far as the gateway knows its type. */
const message = <Name extends string, Fields extends typeof SimulateRequest | typeof SimulateResponse>(
  type: Name,
  fields: Fields,
) =>
  Type.Object({
    type: Type.String({ description: `The message's full name, such as ${type}.` }),
    bytes: Type.String({ description: "The message itself, in base64." }),
    fields: Type.Optional(fields),
  });

export const RequestMessage = message("trivium.simulation.v1.SimulateRequest", SimulateRequest);
export type RequestMessage = Static<typeof RequestMessage>;

export const ResponseMessage = message("trivium.simulation.v1.SimulateResponse", SimulateResponse);
export type ResponseMessage = Static<typeof ResponseMessage>;
