import type { Plan, Result } from "@trivium/gateway/schemas";
import { amount } from "../format/amount.ts";
import { percent } from "../format/share.ts";

interface Props {
  readonly plan: Plan;
  readonly years: Result["years"];
}

/** The charts as a table: every number, for whoever cannot or would rather not look at a curve. */
export function YearTable({ plan, years }: Props) {
  return (
    <details className="year-table">
      <summary>Show as a table</summary>
      {/* Scrolls sideways on a phone, so the keyboard must be able to reach it. */}
      <section className="scroller" aria-label="Balances by year" tabIndex={0}>
        <table>
          <caption className="unseen">Balances at the end of each year, in today’s money</caption>
          <thead>
            <tr>
              <th scope="col">Year</th>
              <th scope="col">5 %</th>
              <th scope="col">25 %</th>
              <th scope="col">Median</th>
              <th scope="col">75 %</th>
              <th scope="col">95 %</th>
              <th scope="col">Nothing left</th>
            </tr>
          </thead>
          <tbody>
            {years.map((year, index) => (
              // A year has no identity but its place.
              // oxlint-disable-next-line react/no-array-index-key
              <tr key={index} className={index + 1 === plan.yearsUntilRetirement ? "retirement" : undefined}>
                <th scope="row">{index + 1}</th>
                <td>{amount(year.p5)}</td>
                <td>{amount(year.p25)}</td>
                <td>{amount(year.p50)}</td>
                <td>{amount(year.p75)}</td>
                <td>{amount(year.p95)}</td>
                <td>{percent(year.depleted)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </details>
  );
}
