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

/** The number that a field shows, in the unit shown; nothing where its text is no value. */
export function shown(name: FieldName, text: string): number | undefined {
  const now = read(name, text);
  return now.ok && typeof now.value === "number" ? now.value * scale(name) : undefined;
}

/** The text of a field that shows this number. */
export function slid(name: FieldName, number: number): string {
  return write(name, number / scale(name));
}

/** The text of a field after `steps` presses of an arrow key; unchanged where that is no value. */
export function stepped(name: FieldName, text: string, steps: number): string {
  const now = shown(name, text);
  if (now === undefined) return text;
  const next = slid(name, now + steps * fields[name].step);
  return read(name, next).ok ? next : text;
}

function scale(name: FieldName): number {
  return fields[name].notation === "percent" ? 100 : 1;
}

/** Whether both are the same plan. */
export function samePlan(a: Plan, b: Plan): boolean {
  return fieldNames.every((name) => a[name] === b[name]);
}
