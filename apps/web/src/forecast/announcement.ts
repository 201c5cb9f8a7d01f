import { percent } from "../format/share.ts";
import type { Run } from "./run.ts";

/**
 * What a screen reader is told of a run: its states and each quarter of the way, not every
 * step. Alerts tell faults by themselves.
 */
export function announcement(run: Run): string {
  if (run.state === "creating") return "Forecast started.";
  if (run.state !== "open") return "";
  const { forecast } = run;
  switch (forecast.state) {
    case "queued":
      return "Forecast queued.";
    case "running":
      return forecast.waitingFor ? `Waiting: ${forecast.waitingFor}` : quarter(forecast.progress);
    case "succeeded":
      return `Forecast finished. Chance that the money lasts: ${percent(forecast.result.success.estimate)}.`;
    case "cancelled":
      return "Forecast cancelled.";
    case "failed":
      return "";
    default:
      return forecast satisfies never;
  }
}

function quarter({ pathsDone, pathsTotal }: { pathsDone: number; pathsTotal: number }): string {
  const quarters = Math.floor((4 * pathsDone) / Math.max(1, pathsTotal));
  return quarters === 0 ? "Forecast running." : `${25 * quarters} % done.`;
}
