import { type Static, type TSchema, Type } from "typebox";

/** 64 bits, which JSON has no number for. */
export const hex64 = Type.String({ pattern: "^[0-9a-f]{16}$", description: "64 bits in hexadecimal." });
export const decimal = Type.String({
  pattern: "^[0-9]{1,20}$",
  description: "0 .. 2^64-1 in decimal digits.",
});

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

/** A message as it was stored, and its fields as far as the gateway knows its type. */
export const message = <Fields extends TSchema>(type: string, fields: Fields) =>
  Type.Object({
    type: Type.String({ description: `The message's full name, such as ${type}.` }),
    bytes: Type.String({ description: "The message itself, in base64." }),
    fields: Type.Optional(fields),
  });
