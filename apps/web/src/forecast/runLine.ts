import type { Forecast, Progress, Result } from "@trivium/gateway/schemas";
import { count } from "../format/amount.ts";
import { duration } from "../format/duration.ts";
import { significant } from "../format/significant.ts";
import type { Answer } from "./answer.ts";
import type { Run } from "./run.ts";

/** How far the run is: nothing to show, on its way without a measure, a share of paths, or there. */
export type Bar = "none" | "unknown" | "full" | { readonly done: number; readonly total: number };

/** What the line between the headline and the curve says. */
export interface RunLine {
  readonly text: string;
  readonly bar: Bar;
}

const silent: RunLine = { text: "", bar: "none" };

/** The line of a run, in whichever state it is. `stale`: the form holds no plan at present. */
export function runLine(run: Run, answer: Answer, stale: boolean): RunLine {
  switch (run.state) {
    case "none":
      return { text: beforeRun(answer, stale), bar: "none" };
    case "creating":
      return { text: "Handing the plan over", bar: "unknown" };
    case "opening":
      return { text: "Opening the run", bar: "unknown" };
    case "refused":
      return silent;
    case "open":
      return ofForecast(run.forecast);
    default:
      return run satisfies never;
  }
}

function beforeRun(answer: Answer, stale: boolean): string {
  if (answer.kind === "none") return "Run the forecast for the full answer.";
  if (stale) return "This is the answer to the plan before: a field is not right yet.";
  const by = answer.kind === "preview" ? `: ${answer.engine} in this browser` : "";
  return `Preview${by}. Run the forecast for the full answer.`;
}

function ofForecast(forecast: Forecast): RunLine {
  switch (forecast.state) {
    case "queued":
      return { text: "Queued: it starts when a worker is free", bar: "unknown" };
    case "running": {
      const { progress, waitingFor } = forecast;
      const bar = { done: progress.pathsDone, total: progress.pathsTotal };
      return { text: waitingFor ? `Waiting: ${waitingFor}` : pace(progress), bar };
    }
    case "succeeded":
      return { text: summary(forecast.result), bar: "full" };
    case "failed":
      return silent;
    case "cancelled":
      return { text: "Cancelled. This is a preview of the same plan.", bar: "none" };
    default:
      return forecast satisfies never;
  }
}

function pace({ pathsDone, pathsTotal, pathsPerSecond, timeLeftMs }: Progress): string {
  const parts = [`${count(pathsDone)} of ${count(pathsTotal)} futures`];
  if (pathsPerSecond > 0) parts.push(`${rate(pathsPerSecond)} a second`);
  if (timeLeftMs !== undefined) parts.push(`${duration(timeLeftMs)} left`);
  return parts.join(" · ");
}

function summary({ paths, timing: { runningMs } }: Result): string {
  const parts = [`Finished in ${duration(runningMs)}`];
  if (runningMs > 0) parts.push(`${rate(paths / (runningMs / 1000))} futures a second`);
  return parts.join(" · ");
}

function rate(pathsPerSecond: number): string {
  return count(significant(pathsPerSecond));
}
