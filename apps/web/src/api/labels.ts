import { type FieldName, fields } from "../plan/fields.ts";

/** What this page calls a field of a request; others are called as the gateway calls them. */
export function labelOf(field: string): string {
  return field in fields ? fields[field as FieldName].label : field;
}
