import type { Plan } from "@trivium/gateway/schemas";
import { type FieldName, fieldNames, fields, maxYears } from "./fields.ts";
import { read, write } from "./notation.ts";

/** A plan as it stands in the form: text, perhaps not a plan yet. */
export type Draft = Readonly<Record<FieldName, string>>;

/** What was expected, by faulty field. */
export type Faults = Readonly<Partial<Record<FieldName, string>>>;

/** A draft that is a plan, or every fault it has. */
export type DraftReading = { state: "valid"; plan: Plan } | { state: "faulty"; faults: Faults };

/** The draft that shows this plan. */
export function draftOf(plan: Plan): Draft {
  return Object.fromEntries(fieldNames.map((name) => [name, write(name, plan[name])])) as Draft;
}

/** Reads the whole draft; all faulty fields are reported together. */
export function readDraft(draft: Draft): DraftReading {
  const values: Partial<Record<FieldName, number | string>> = {};
  const faults: Partial<Record<FieldName, string>> = {};
  for (const name of fieldNames) {
    const reading = read(name, draft[name]);
    if (reading.ok) values[name] = reading.value;
    else faults[name] = reading.expected;
  }
  const plan = values as Plan;
  if (plan.yearsUntilRetirement + plan.yearsToCover > maxYears) {
    faults.yearsToCover = `At most ${maxYears} years together with those until retirement`;
  }
  return Object.keys(faults).length > 0 ? { state: "faulty", faults } : { state: "valid", plan };
}

/** The text of a field after `steps` presses of an arrow key; unchanged where that is no value. */
export function stepped(name: FieldName, text: string, steps: number): string {
  const now = read(name, text);
  if (!now.ok || typeof now.value === "string") return text;
  const scale = fields[name].notation === "percent" ? 100 : 1;
  const next = write(name, now.value + (steps * fields[name].step) / scale);
  return read(name, next).ok ? next : text;
}

/** Whether both are the same plan. */
export function samePlan(a: Plan, b: Plan): boolean {
  return fieldNames.every((name) => a[name] === b[name]);
}
