import type { Plan } from "@trivium/gateway/schemas";
import { useEffect, useLayoutEffect, useState } from "react";
import type { Gateway } from "./api/gateway.ts";
import { final } from "./api/watch.ts";
import { type Answer, bestAnswer } from "./forecast/answer.ts";
import { runFault, runId } from "./forecast/run.ts";
import { type RunControl, useRun } from "./forecast/useRun.ts";
import { type Runs, useRuns } from "./forecast/useRuns.ts";
import { readAddress, writeAddress } from "./plan/address.ts";
import { defaultPlan, type FieldName } from "./plan/fields.ts";
import { edited, type Form, formOf, loaded } from "./plan/form.ts";
import { type PreviewState, usePreview } from "./preview/usePreview.ts";
import { replaceSearch } from "./view/search.ts";

/** All that the page shows, and what a person can do on it. */
export interface Page {
  readonly form: Form;
  /** The plan in the form, if it is one. */
  readonly plan: Plan | undefined;
  readonly control: RunControl;
  readonly preview: PreviewState;
  readonly retryPreview: () => void;
  readonly answer: Answer;
  /** What the gateway took for the answer. Unit: milliseconds. */
  readonly gatewayMs: number;
  readonly runs: Runs;
  readonly needsToken: boolean;
  readonly edit: (name: FieldName, text: string) => void;
  readonly reset: () => void;
}

/** How long the form must rest before the address is written: browsers limit how often it may be. */
const restMs = 150;

/** Ties plan, preview, run and address together: editing leaves a run, opening a run loads its plan. */
export function usePage(gateway: Gateway): Page {
  const [opened] = useState(() => readAddress(location.search));
  const [form, setForm] = useState(() => formOf(opened.plan));
  const control = useRun(gateway, opened.run);
  const { run } = control;
  const plan = form.reading.state === "valid" ? form.reading.plan : undefined;

  const own = bestAnswer(run, undefined);
  const wanted = own.kind === "none" && run.state !== "opening";
  const [preview, retryPreview] = usePreview(gateway, wanted ? plan : undefined);
  const answer = bestAnswer(run, preview.last?.value);

  const forecast = run.state === "open" ? run.forecast : undefined;
  const id = runId(run);
  const runs = useRuns(gateway, `${id} ${forecast !== undefined && final(forecast)}`);

  // Before it is painted: the page never shows a run beside the plan of another.
  useLayoutEffect(() => {
    if (forecast !== undefined) setForm((before) => loaded(before, forecast.plan));
    // Only when another run is opened: later states have the same plan.
  }, [forecast?.id]);
  useEffect(() => {
    if (plan === undefined) return undefined;
    const timer = setTimeout(() => replaceSearch(writeAddress({ plan, run: id })), restMs);
    return () => clearTimeout(timer);
  }, [plan, id]);

  const change = (next: Form) => {
    if (next.reading !== form.reading) control.leave();
    setForm(next);
  };
  const faults = [preview.state === "failed" ? preview.fault : undefined, runFault(run)];
  return {
    form,
    plan,
    control,
    preview,
    retryPreview,
    answer,
    gatewayMs:
      answer.kind === "preview" ? (preview.last?.tookMs ?? 0) : run.state === "open" ? run.gatewayMs : 0,
    runs,
    needsToken: faults.some((fault) => fault?.cause.kind === "unauthorised"),
    edit: (name, text) => change(edited(form, name, text)),
    reset: () => change(formOf(defaultPlan)),
  };
}
