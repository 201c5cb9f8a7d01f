import type { Any } from "@trivium/contracts/google/protobuf/any";
import type { Double } from "../schemas/index.ts";
import { hex64 } from "./hex.ts";

/** A message as it is, and its fields if it is of a type that is known by its full name, and can be read. */
export function messageOf<Fields>(
  any: Any | undefined,
  known: Readonly<Record<string, (bytes: Uint8Array) => Fields>>,
) {
  const { typeUrl = "", value = Buffer.alloc(0) } = any ?? {};
  const type = typeUrl.slice(typeUrl.lastIndexOf("/") + 1);
  const read = Object.hasOwn(known, type) ? known[type] : undefined;
  const fields = read === undefined ? undefined : readable(() => read(value));
  return { type, bytes: value.toString("base64"), ...(fields === undefined ? {} : { fields }) };
}

function readable<Fields>(read: () => Fields): Fields | undefined {
  try {
    return read();
  } catch {
    return undefined;
  }
}

/** A double, exactly: JSON writes -0 as 0 and has neither NaN nor infinities. */
export function doubleOf(value: number): Double {
  if (Number.isFinite(value) && !Object.is(value, -0)) return value;
  const view = new DataView(new ArrayBuffer(8));
  view.setFloat64(0, value);
  const text = Object.is(value, -0) ? "-0" : String(value);
  return { text, bits: hex64(view.getBigUint64(0)) };
}
