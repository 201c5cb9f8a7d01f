import type { Forecast } from "@trivium/gateway/schemas";
import { count } from "../format/amount.ts";
import { moment } from "../format/moment.ts";
import { percent } from "../format/share.ts";
import type { Runs } from "./useRuns.ts";

interface Props {
  readonly runs: Runs;
  /** The run on the page: its newest state stands in for that of the list. */
  readonly shown: Forecast | undefined;
  readonly onOpen: (id: string) => void;
}

/** Earlier runs; choosing one shows it. */
export function RunList({ runs, shown, onOpen }: Props) {
  return (
    <section className="runs" aria-labelledby="runs-title">
      <header className="section-head">
        <h2 id="runs-title">Earlier runs</h2>
      </header>
      {runs.forecasts.length === 0 ? (
        <p className="empty">
          {runs.state === "unknown" ? "Not known yet." : "None yet. Every run you start is kept here."}
        </p>
      ) : (
        <ol>
          {runs.forecasts.map((listed) => (
            <Row key={listed.id} listed={listed} shown={shown} onOpen={onOpen} />
          ))}
        </ol>
      )}
      {runs.more && (
        <button type="button" className="quiet" onClick={runs.more}>
          Show more
        </button>
      )}
    </section>
  );
}

function Row({ listed, shown, onOpen }: Omit<Props, "runs"> & { readonly listed: Forecast }) {
  const current = shown?.id === listed.id;
  const forecast = current ? shown : listed;
  const { plan } = forecast;
  return (
    <li>
      <button type="button" aria-current={current} onClick={() => onOpen(forecast.id)}>
        <span className={`outcome ${forecast.state}`}>{outcome(forecast)}</span>
        <span className="saved">
          {count(plan.initialBalance)} + {count(plan.monthlySaving)} a month
        </span>
        <span className="years">
          {plan.yearsUntilRetirement} + {plan.yearsToCover} years
        </span>
        <span className="futures">{count(plan.paths)} futures</span>
        <time dateTime={forecast.createTime}>{moment(forecast.createTime, new Date())}</time>
      </button>
    </li>
  );
}

function outcome(forecast: Forecast): string {
  switch (forecast.state) {
    case "succeeded":
      return percent(forecast.result.success.estimate);
    case "running":
      return `${Math.floor((100 * forecast.progress.pathsDone) / Math.max(1, forecast.progress.pathsTotal))}\u00a0% done`;
    default:
      return forecast.state;
  }
}
