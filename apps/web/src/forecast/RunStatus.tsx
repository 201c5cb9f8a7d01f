import type { Forecast, Progress } from "@trivium/gateway/schemas";
import { count } from "../format/amount.ts";
import { duration } from "../format/duration.ts";
import { Notice } from "./Notice.tsx";
import type { Run } from "./run.ts";

interface Props {
  readonly run: Run;
  readonly onStop: () => void;
  readonly onRetry: () => void;
}

/** How the run is doing, in whichever state it is. Empty while there is only a preview. */
export function RunStatus({ run, onStop, onRetry }: Props) {
  switch (run.state) {
    case "none":
      return null;
    case "creating":
      return <Waiting text="Handing the plan over" />;
    case "opening":
      return run.link.state === "lost" ? (
        <Notice fault={run.link.fault} meanwhile="Trying again by itself." onRetry={onRetry} />
      ) : (
        <Waiting text="Opening the run" />
      );
    case "refused":
      return <Notice fault={run.fault} onRetry={onRetry} />;
    case "open":
      return <Open run={run} onStop={onStop} onRetry={onRetry} />;
    default:
      return run satisfies never;
  }
}

type OpenRun = Extract<Run, { state: "open" }>;

function Open({ run, onStop, onRetry }: Props & { readonly run: OpenRun }) {
  const stop = run.stop.state === "asked" ? undefined : onStop;
  return (
    <>
      {run.link.state === "lost" && (
        <Notice
          fault={run.link.fault}
          meanwhile="The run goes on; the page keeps trying."
          onRetry={onRetry}
        />
      )}
      {run.stop.state === "refused" && <Notice fault={run.stop.fault} onRetry={onStop} />}
      <State forecast={run.forecast} onStop={stop} />
    </>
  );
}

interface StateProps {
  readonly forecast: Forecast;
  /** Absent once the run was asked to stop. */
  readonly onStop: (() => void) | undefined;
}

function State({ forecast, onStop }: StateProps) {
  switch (forecast.state) {
    case "queued":
      return <Waiting text="Queued: it starts when a worker is free" onStop={onStop} />;
    case "running":
      return <Running forecast={forecast} onStop={onStop} />;
    case "succeeded":
      return null;
    case "failed":
      return (
        <div className="notice" role="alert">
          <p>
            <strong>The run failed.</strong> {forecast.failure.description}
          </p>
        </div>
      );
    case "cancelled":
      return <p className="run-line">Cancelled. What you see is a preview of the same plan.</p>;
    default:
      return forecast satisfies never;
  }
}

function Running({ forecast, onStop }: StateProps & { forecast: Extract<Forecast, { state: "running" }> }) {
  const { progress, waitingFor } = forecast;
  return (
    <div className={waitingFor ? "run-line waiting" : "run-line"}>
      <progress aria-label="Progress of the run" max={progress.pathsTotal} value={progress.pathsDone} />
      <p>{waitingFor ? `Waiting: ${waitingFor}` : pace(progress)}</p>
      <StopButton onStop={onStop} />
    </div>
  );
}

function pace({ pathsDone, pathsTotal, pathsPerSecond, timeLeftMs }: Progress): string {
  const parts = [`${count(pathsDone)} of ${count(pathsTotal)} futures`];
  if (pathsPerSecond > 0) parts.push(`${count(pathsPerSecond)} a second`);
  if (timeLeftMs !== undefined) parts.push(`${duration(timeLeftMs)} left`);
  return parts.join(" · ");
}

function Waiting({ text, onStop }: { readonly text: string; readonly onStop?: (() => void) | undefined }) {
  return (
    <div className="run-line">
      <progress aria-label={text} />
      <p>{text}</p>
      {onStop && <StopButton onStop={onStop} />}
    </div>
  );
}

function StopButton({ onStop }: { readonly onStop: (() => void) | undefined }) {
  return (
    <button type="button" className="quiet" disabled={onStop === undefined} onClick={onStop}>
      {onStop === undefined ? "Cancelling" : "Cancel"}
    </button>
  );
}
