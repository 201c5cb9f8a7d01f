import { useRef } from "react";
import type { Answer } from "./answer.ts";
import { RunNotices } from "./RunNotices.tsx";
import { busy, type Run } from "./run.ts";
import { type Bar, runLine } from "./runLine.ts";

interface Props {
  readonly run: Run;
  readonly answer: Answer;
  /** Whether the form holds no plan at present. */
  readonly stale: boolean;
  readonly onStop: () => void;
  readonly onRetry: () => void;
}

/** How the run is doing, and what can be done about it. Its place is kept while there is none. */
export function RunStatus({ run, answer, stale, onStop, onRetry }: Props) {
  const section = useRef<HTMLElement>(null);
  // The button that was pressed may go: the keyboard stays where it was.
  const keepingFocus = (act: () => void) => () => {
    act();
    section.current?.focus();
  };
  const { text, bar } = runLine(run, answer, stale);
  return (
    <section className="run" aria-label="Run" tabIndex={-1} ref={section}>
      <ProgressBar bar={bar} />
      <div className="run-line">
        <p className={busy(run) ? "running" : undefined}>{text}</p>
        {run.state === "open" && busy(run) && (
          <button
            type="button"
            className="bordered"
            disabled={run.stop.state === "asked"}
            onClick={keepingFocus(onStop)}
          >
            {run.stop.state === "asked" ? "Cancelling" : "Cancel"}
          </button>
        )}
      </div>
      <RunNotices run={run} onStop={keepingFocus(onStop)} onRetry={keepingFocus(onRetry)} />
    </section>
  );
}

function ProgressBar({ bar }: { readonly bar: Bar }) {
  switch (bar) {
    case "none":
      return <div className="bar" />;
    case "full":
      return <div className="bar full" />;
    case "unknown":
      return <progress className="bar" aria-label="Progress of the run" />;
    default:
      return <progress className="bar" aria-label="Progress of the run" max={bar.total} value={bar.done} />;
  }
}
