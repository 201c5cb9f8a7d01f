import { Notice } from "../api/Notice.tsx";
import type { Link, Run } from "./run.ts";

interface Props {
  readonly run: Run;
  readonly onStop: () => void;
  readonly onRetry: () => void;
}

/** What is in the way of a run, each with what can be done about it. */
export function RunNotices({ run, onStop, onRetry }: Props) {
  switch (run.state) {
    case "none":
      return null;
    case "creating":
      return <LostLink link={run.link} meanwhile="The page keeps trying." />;
    case "opening":
      return <LostLink link={run.link} meanwhile="The page keeps trying." onRetry={onRetry} />;
    case "refused":
      return <Notice fault={run.fault} onRetry={onRetry} />;
    case "open":
      return <OpenRunNotices run={run} onStop={onStop} onRetry={onRetry} />;
    default:
      return run satisfies never;
  }
}

interface LostLinkProps {
  readonly link: Link;
  readonly meanwhile: string;
  readonly onRetry?: () => void;
}

function LostLink({ link, ...rest }: LostLinkProps) {
  return link.state === "lost" ? <Notice fault={link.fault} {...rest} /> : null;
}

type OpenRun = Extract<Run, { state: "open" }>;

function OpenRunNotices({ run, onStop, onRetry }: Props & { readonly run: OpenRun }) {
  const { forecast, link, stop } = run;
  return (
    <>
      <LostLink link={link} meanwhile="The run goes on; the page keeps trying." onRetry={onRetry} />
      {stop.state === "refused" && <Notice fault={stop.fault} onRetry={onStop} />}
      {forecast.state === "failed" && (
        <div className="notice" role="alert">
          <p>
            <strong>The run failed.</strong> {forecast.failure.description}
          </p>
        </div>
      )}
    </>
  );
}
