/** Checks messages by the bounds that the contracts give to numeric fields. */

import { status } from "@grpc/grpc-js";
import type { Bounds } from "@trivium/contracts/bounds";
import type { FieldViolation } from "./errors.ts";
import { Refusal } from "./refusal.ts";

type Table = Readonly<Record<string, Bounds>>;

/** A message whose fields that have bounds are there. */
type Complete<M, T extends Table> = Omit<M, keyof T> & { readonly [K in keyof T]: number };

/** A message in which every absent field that has bounds has its default. */
export function withDefaults<M extends object, T extends Table>(message: M, bounds: T): Complete<M, T> {
  const defaults = Object.entries(bounds).map(([field, { default: value }]) => [field, value]);
  const given = Object.entries(message).filter(([, value]) => value !== undefined);
  return Object.fromEntries([...defaults, ...given]) as Complete<M, T>;
}

/** Every field of a message that is out of its bounds, named from the request by a prefix such as "order.". */
export function violations<T extends Table>(
  message: { readonly [K in keyof T]: number },
  bounds: T,
  prefix = "",
): FieldViolation[] {
  return Object.entries(bounds)
    .map(([field, { min, max, unit }]) => ({ field, min, max, unit, value: message[field] ?? Number.NaN }))
    .filter(({ value, min, max }) => !(value >= min && value <= max))
    .map(({ field, min, max, unit }) => ({
      field: prefix + protoName(field),
      expected: `must be from ${min} to ${max} (${unit})`,
    }));
}

/** `INVALID_ARGUMENT` naming every faulty field. */
export function invalidFields(faults: readonly FieldViolation[]): Refusal {
  const message = faults.map(({ field, expected }) => `${field} ${expected}`).join("; ");
  const fields = Object.fromEntries(faults.map(({ field, expected }) => [field, expected]));
  return new Refusal(status.INVALID_ARGUMENT, message, { reason: "INVALID_FIELDS", fields });
}

/** A field's name in the contract. */
const protoName = (name: string) => name.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
