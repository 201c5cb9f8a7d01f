import { depletedBy } from "../chart/series.ts";
import { count, shortAmount } from "../format/amount.ts";
import { percent, percentNumber } from "../format/share.ts";
import type { Answer } from "./answer.ts";

/** The answer in one number, and what it means. */
export function Headline({ answer, stale }: { readonly answer: Answer; readonly stale: boolean }) {
  return (
    <section className={stale ? "headline stale" : "headline"} aria-labelledby="headline-title">
      <h1 id="headline-title">Chance that the money lasts</h1>
      {answer.kind === "none" ? <p className="figure pending">–</p> : <Figure answer={answer} />}
    </section>
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
        <span> %</span>
      </p>
      <div className="figure-words">
        <p className="interval">
          <abbr title="Wilson score interval">95 % interval</abbr> {percentNumber(low)} to {percent(high)}
        </p>
        <p>
          {source(answer)} over {years} years.
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
  const rows: Fact[] = [
    ["Median at retirement", shortAmount(atRetirement)],
    ["Median at the end", shortAmount(years.at(-1)?.p50 ?? 0)],
  ];
  const early = depletedBy(years, 0.05);
  const half = depletedBy(years, 0.5);
  rows.push(
    early === undefined
      ? ["Money runs out", "rarely", "in fewer than 1 of 20 futures"]
      : ["1 in 20 has run out", `year ${early}`, half === undefined ? "" : `half by year ${half}`],
  );
  return rows;
}
