import type { Plan } from "@trivium/gateway/schemas";
import { defaultPlan, fieldNames } from "./fields.ts";
import { read, write } from "./notation.ts";

/** What the address of the page says: a plan, and the run that is shown, if any. */
export interface Address {
  readonly plan: Plan;
  readonly run: string | undefined;
}

const runId = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/**
 * Reads the query of an address. Fields are written as on the page, percent in percent; an
 * absent or faulty field stands for its default, so that an old link still opens.
 */
export function readAddress(search: string): Address {
  const query = new URLSearchParams(search);
  const values = fieldNames.map((name) => {
    const text = query.get(name);
    const reading = text === null ? undefined : read(name, text);
    return [name, reading?.ok ? reading.value : defaultPlan[name]];
  });
  const run = query.get("run") ?? "";
  return { plan: Object.fromEntries(values) as Plan, run: runId.test(run) ? run : undefined };
}

/** The query of an address, with what differs from the default; empty for the default plan. */
export function writeAddress({ plan, run }: Address): string {
  const query = new URLSearchParams();
  for (const name of fieldNames) {
    if (plan[name] !== defaultPlan[name]) query.set(name, write(name, plan[name]).replaceAll(",", ""));
  }
  if (run !== undefined) query.set("run", run);
  const text = query.toString();
  return text === "" ? "" : `?${text}`;
}
