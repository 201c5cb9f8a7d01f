import type { Plan } from "@trivium/gateway/schemas";
import { type Draft, type DraftReading, draftOf, readDraft, samePlan } from "./draft.ts";
import type { FieldName } from "./fields.ts";

/** The form: a draft and what it reads as. `reading` is another object only when it means something else. */
export interface Form {
  readonly draft: Draft;
  readonly reading: DraftReading;
}

/** The form that shows this plan. */
export function formOf(plan: Plan): Form {
  const draft = draftOf(plan);
  return { draft, reading: readDraft(draft) };
}

/** The form with a plan in it; unchanged if it holds this plan already. */
export function loaded(form: Form, plan: Plan): Form {
  return form.reading.state === "valid" && samePlan(form.reading.plan, plan) ? form : formOf(plan);
}

/** The form after a person typed. */
export function edited(form: Form, name: FieldName, text: string): Form {
  const draft = { ...form.draft, [name]: text };
  const reading = readDraft(draft);
  const same =
    reading.state === "valid" && form.reading.state === "valid" && samePlan(reading.plan, form.reading.plan);
  return { draft, reading: same ? form.reading : reading };
}
