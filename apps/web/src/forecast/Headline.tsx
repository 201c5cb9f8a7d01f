import type { Result } from "@trivium/gateway/schemas";
import { depletedBy } from "../chart/series.ts";
import { count, shortAmount } from "../format/amount.ts";
import { percent, percentNumber } from "../format/share.ts";
import type { Answer } from "./answer.ts";

/** The answer in one number, and what it means. */
export function Headline({ answer, stale }: { readonly answer: Answer; readonly stale: boolean }) {
  return (
    <section className={stale ? "headline stale" : "headline"} aria-labelledby="headline-title">
      <h1 id="headline-title" tabIndex={-1}>
        Chance that the money lasts
      </h1>
      {answer.kind === "none" ? <NoFigure /> : <Figure answer={answer} />}
    </section>
  );
}

function NoFigure() {
  return (
    <>
      <p className="figure pending" aria-hidden="true">
        –<span> %</span>
      </p>
      <p className="figure-words">Waiting for the first answer.</p>
    </>
  );
}

type Known = Exclude<Answer, { kind: "none" }>;

function Figure({ answer }: { readonly answer: Known }) {
  const { plan, result } = answer;
  const { estimate, low, high } = result.success;
  const years = plan.yearsUntilRetirement + plan.yearsToCover;
  return (
    <>
      <p className="figure" data-testid="chance">
        {percentNumber(estimate)}
        <span>{"\u00a0%"}</span>
      </p>
      <div className="figure-words">
        <p className="interval">
          <abbr title="Wilson score interval">95 % interval</abbr> {percentNumber(low)} to {percent(high)}
        </p>
        <p data-testid="source">
          {source(answer)} over {`${years}\u00a0years`}.
        </p>
      </div>
      <dl className="facts">
        {facts(answer).map(([name, value, note]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>
              {value}
              {note && <small>{note}</small>}
            </dd>
          </div>
        ))}
      </dl>
    </>
  );
}

function source(answer: Known): string {
  const paths = `${count(answer.result.paths)} random futures`;
  switch (answer.kind) {
    case "preview":
      return `Preview from ${paths}`;
    case "partial":
      return `So far from ${paths}`;
    case "final":
      return `From ${paths}`;
    default:
      return answer satisfies never;
  }
}

type Fact = [name: string, value: string, note?: string];

/** What a person asks next: how much there will be, and when it is gone. */
function facts({ plan, result }: Known): Fact[] {
  const { years } = result;
  const atRetirement = years[plan.yearsUntilRetirement - 1]?.p50 ?? plan.initialBalance;
  return [
    ["Median at retirement", shortAmount(atRetirement)],
    ["Median at the end", shortAmount(years.at(-1)?.p50 ?? 0)],
    depletion(years),
  ];
}

function depletion(years: Result["years"]): Fact {
  const early = depletedBy(years, 0.05);
  const half = depletedBy(years, 0.5);
  if (early !== undefined) {
    return ["1 in 20 run out by", `year ${early}`, half === undefined ? "" : `half by ${half}`];
  }
  return years.at(-1)?.depleted === 0
    ? ["Money runs out", "never", "in these futures"]
    : ["Money runs out", "rarely", "fewer than 1 in 20"];
}
