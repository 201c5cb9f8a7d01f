import type { Forecast, Plan, Progress, Result } from "@trivium/gateway/schemas";
import { samePlan } from "../plan/draft.ts";
import type { Engine } from "../preview/engine.ts";
import type { Preview } from "../preview/preview.ts";
import type { Run } from "./run.ts";

/** What the headline and the charts show, and how good it is. */
export type Answer =
  | { kind: "none" }
  | { kind: "preview"; plan: Plan; result: Result; engine: Engine; scheduleMs: number }
  | { kind: "partial"; plan: Plan; result: Result; progress: Progress }
  | { kind: "final"; plan: Plan; result: Result };

/** The best answer at hand: of the run if it has one, else of a preview of the same plan. */
export function bestAnswer(run: Run, preview: Preview | undefined): Answer {
  if (run.state === "opening") return { kind: "none" };
  if (run.state !== "open") return ofPreview(preview);
  const own = ofRun(run.forecast);
  if (own.kind !== "none") return own;
  return preview && samePlan(preview.plan, run.forecast.plan) ? ofPreview(preview) : own;
}

function ofRun(forecast: Forecast): Answer {
  const { plan } = forecast;
  if (forecast.state === "succeeded") return { kind: "final", plan, result: forecast.result };
  if (forecast.state !== "running" || !forecast.partial) return { kind: "none" };
  return { kind: "partial", plan, result: forecast.partial, progress: forecast.progress };
}

function ofPreview(preview: Preview | undefined): Answer {
  return preview ? { kind: "preview", ...preview } : { kind: "none" };
}
