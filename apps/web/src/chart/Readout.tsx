import type { Plan, Result } from "@trivium/gateway/schemas";
import { shortAmount } from "../format/amount.ts";
import { percent } from "../format/share.ts";

/** Balances at one moment, and the share of futures with nothing left. */
export type Moment = Result["years"][number];

/** The moment at the end of a year; year 0 is today. */
export function momentOf(plan: Plan, years: Result["years"], year: number): Moment {
  const today = plan.initialBalance;
  return years[year - 1] ?? { p5: today, p25: today, p50: today, p75: today, p95: today, depleted: 0 };
}

interface Props {
  readonly year: number;
  readonly retirement: number;
  readonly moment: Moment;
}

/** What the charts say of one year. It is their legend as well. */
export function Readout({ year, retirement, moment: { p5, p25, p50, p75, p95, depleted } }: Props) {
  return (
    <dl className="readout">
      <Reading kind="year" name={nameOf(year, retirement)} value={`Year ${year}`} />
      <Reading kind="median" name="Median" value={shortAmount(p50)} />
      <Reading kind="half" name="Half of all futures" value={range(p25, p75)} />
      <Reading kind="most" name="Nine in ten" value={range(p5, p95)} />
      <Reading kind="depleted" name="Nothing left" value={percent(depleted)} />
    </dl>
  );
}

function nameOf(year: number, retirement: number): string {
  if (year === retirement) return "Retirement";
  return year === 0 ? "Today" : "At the end of";
}

function range(from: number, to: number): string {
  return `${shortAmount(from)} – ${shortAmount(to)}`;
}

interface ReadingProps {
  readonly kind: "year" | "median" | "half" | "most" | "depleted";
  readonly name: string;
  readonly value: string;
}

function Reading({ kind, name, value }: ReadingProps) {
  return (
    <div className={kind}>
      <dt>{name}</dt>
      <dd>{value}</dd>
    </div>
  );
}
