import type { Forecast, Plan } from "@trivium/gateway/schemas";
import type { Fault } from "../api/fault.ts";
import { final } from "../api/watch.ts";

/** Whether the page hears from the run at present. */
export type Link = { state: "live" } | { state: "lost"; fault: Fault };

/** What became of the wish to stop the run. */
export type Stop = { state: "none" } | { state: "asked" } | { state: "refused"; fault: Fault };

/** What failed, to be tried again as it was. */
export type Attempt = { kind: "create"; plan: Plan; key: string } | { kind: "open"; id: string };

/** The run on the page. */
export type Run =
  | { state: "none" }
  | { state: "creating"; plan: Plan; link: Link }
  | { state: "opening"; id: string; link: Link }
  | { state: "open"; id: string; forecast: Forecast; link: Link; stop: Stop; gatewayMs: number }
  | { state: "refused"; fault: Fault; attempt: Attempt };

/** What happens to the run on the page. */
export type RunEvent =
  | { kind: "left" }
  | { kind: "creating"; plan: Plan }
  | { kind: "opening"; id: string }
  | { kind: "seen"; forecast: Forecast; gatewayMs: number }
  | { kind: "lost"; fault: Fault }
  | { kind: "stopping" }
  | { kind: "stop refused"; fault: Fault }
  | { kind: "refused"; fault: Fault; attempt: Attempt };

const live: Link = { state: "live" };
const unasked: Stop = { state: "none" };

/** The run after an event. States of a run only go forward: an older revision changes nothing. */
export function reduceRun(run: Run, event: RunEvent): Run {
  switch (event.kind) {
    case "left":
      return { state: "none" };
    case "creating":
      return { state: "creating", plan: event.plan, link: live };
    case "opening":
      return run.state === "open" && run.id === event.id
        ? { ...run, link: live, stop: unasked }
        : { state: "opening", id: event.id, link: live };
    case "seen":
      return seen(run, event.forecast, event.gatewayMs);
    case "lost":
      return "link" in run ? { ...run, link: { state: "lost", fault: event.fault } } : run;
    case "stopping":
      return run.state === "open" ? { ...run, stop: { state: "asked" } } : run;
    case "stop refused":
      return run.state === "open" ? { ...run, stop: { state: "refused", fault: event.fault } } : run;
    case "refused":
      return { state: "refused", fault: event.fault, attempt: event.attempt };
    default:
      return event satisfies never;
  }
}

function seen(run: Run, forecast: Forecast, gatewayMs: number): Run {
  const { id } = forecast;
  if (run.state === "open" && run.id === id) {
    const newest = forecast.revision > run.forecast.revision ? forecast : run.forecast;
    const stop = final(newest) ? unasked : run.stop;
    return { ...run, link: live, stop, forecast: newest };
  }
  return { state: "open", id, forecast, link: live, stop: unasked, gatewayMs };
}

/** The id of the run, as far as it is known. */
export function runId(run: Run): string | undefined {
  if (run.state === "opening" || run.state === "open") return run.id;
  return run.state === "refused" && run.attempt.kind === "open" ? run.attempt.id : undefined;
}

/** What to do to try again; nothing where nothing was tried, or is being tried. */
export function again(run: Run): Attempt | undefined {
  if (run.state === "refused") return run.attempt;
  return run.state === "opening" || run.state === "open" ? { kind: "open", id: run.id } : undefined;
}

/** Why the page does not hear from the run, if it does not. */
export function runFault(run: Run): Fault | undefined {
  if (run.state === "refused") return run.fault;
  if (run.state === "open" && run.stop.state === "refused") return run.stop.fault;
  return "link" in run && run.link.state === "lost" ? run.link.fault : undefined;
}

/** The newest state of the run, once it is known. */
export function shownForecast(run: Run): Forecast | undefined {
  return run.state === "open" ? run.forecast : undefined;
}

/** Whether the run is still under way. */
export function busy(run: Run): boolean {
  if (run.state === "creating" || run.state === "opening") return true;
  return run.state === "open" && !final(run.forecast);
}
