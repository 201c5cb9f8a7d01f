import { type Static, type TSchema, Type } from "typebox";

/** A reference to a schema that has an `$id`, so that documents show it once. */
export function ref<S extends TSchema>(schema: S) {
  return Type.Unsafe<Static<S>>(Type.Ref(`${(schema as { $id?: string }).$id}#`));
}
