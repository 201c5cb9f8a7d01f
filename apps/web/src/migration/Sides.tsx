import type { ArmEvidence, ArmView, Rollout } from "@trivium/gateway/schemas";
import { count } from "../format/amount.ts";
import { latency } from "../format/latency.ts";
import { rate } from "../format/rate.ts";
import type { Theme } from "../theme/theme.ts";
import { LatencyPlot } from "./LatencyPlot.tsx";
import type { Moment } from "./moments.ts";
import type { Names } from "./names.ts";

interface Props {
  readonly rollout: Rollout;
  readonly names: Names;
  readonly moments: readonly Moment[];
  readonly theme: Theme;
}

/** Calls and times of both sides, live. */
export function Sides({ rollout, names, moments, theme }: Props) {
  const { control, candidate, evidence } = rollout;
  return (
    <section className="roads sides" aria-labelledby="sides-title">
      <header className="section-head">
        <h2 id="sides-title">Both sides</h2>
        <p>in the last ten seconds</p>
      </header>
      <ol>
        <Side role="control" name={names.control} view={control} evidence={evidence.control} />
        <Side role="candidate" name={names.candidate} view={candidate} evidence={evidence.candidate} />
      </ol>
      <LatencyPlot moments={moments} theme={theme} />
    </section>
  );
}

interface SideProps {
  readonly role: "control" | "candidate";
  readonly name: string;
  readonly view: ArmView;
  readonly evidence: ArmEvidence;
}

function Side({ role, name, view, evidence }: SideProps) {
  return (
    <li className={role}>
      <h3>
        {name} <span>{role}</span>
      </h3>
      <p className="time">
        {latency(view.p99Ms)} <span>99th percentile</span>
      </p>
      <p>
        median {latency(view.p50Ms)} · 90th {latency(view.p90Ms)}
      </p>
      <p>
        {rate(view.callsPerSecond)} calls a second · {rate(view.failuresPerSecond)} failures ·{" "}
        {rate(view.refusalsPerSecond)} refused
      </p>
      <p>
        {count(evidence.calls)} calls at this stage · {count(evidence.answered)} for callers ·{" "}
        {count(evidence.failures)} failed · {count(evidence.refused)} refused
      </p>
      <p>{view.buildId === "" ? "has not answered yet" : `build ${view.buildId}`}</p>
    </li>
  );
}
