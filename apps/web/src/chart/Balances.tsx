import type { Plan, Result } from "@trivium/gateway/schemas";
import { useId, useMemo, useState } from "react";
import { amount, shortAmount } from "../format/amount.ts";
import { percent } from "../format/share.ts";
import type { Theme } from "../theme/theme.ts";
import { depletionOptions, fanOptions } from "./options.ts";
import { Plot } from "./Plot.tsx";
import { depletionColumns, fanColumns } from "./series.ts";
import { YearTable } from "./YearTable.tsx";

interface Props {
  readonly plan: Plan;
  readonly result: Result;
  readonly theme: Theme;
}

/** The fan of balances and the depletion below it, one year picked out of both. */
export function Balances({ plan, result, theme }: Props) {
  const { years } = result;
  const [picked, setPicked] = useState<number>();
  const selected = Math.min(picked ?? plan.yearsUntilRetirement, years.length);
  const fan = useMemo(() => fanColumns(plan.initialBalance, years), [plan.initialBalance, years]);
  const depletion = useMemo(() => depletionColumns(years), [years]);
  const marks = useMemo(
    () => ({ retirement: plan.yearsUntilRetirement, selected }),
    [plan.yearsUntilRetirement, selected],
  );
  const shared = { marks, onYear: setPicked, theme };
  return (
    <section className="balances" aria-labelledby="balances-title">
      <header className="section-head">
        <h2 id="balances-title">Balance by year</h2>
        <p>in today’s money</p>
        <Legend />
      </header>
      <Plot columns={fan} options={fanOptions} {...shared} />
      <p className="plot-caption">Futures with nothing left</p>
      <Plot columns={depletion} options={depletionOptions} {...shared} />
      <YearPicker plan={plan} years={years} selected={selected} onYear={setPicked} />
      <YearTable plan={plan} years={years} />
    </section>
  );
}

function Legend() {
  return (
    <ul className="legend">
      <li className="legend-median">Median</li>
      <li className="legend-narrow">Half of all futures</li>
      <li className="legend-wide">Nine in ten</li>
    </ul>
  );
}

interface PickerProps {
  readonly plan: Plan;
  readonly years: Result["years"];
  readonly selected: number;
  readonly onYear: (year: number) => void;
}

function YearPicker({ plan, years, selected, onYear }: PickerProps) {
  const id = useId();
  const year = years[selected - 1];
  const today = plan.initialBalance;
  const { p5, p25, p50, p75, p95, depleted } = year ?? {
    p5: today,
    p25: today,
    p50: today,
    p75: today,
    p95: today,
    depleted: 0,
  };
  const spoken = `Year ${selected}: median ${amount(p50)}, half of all futures from ${amount(p25)} to ${amount(p75)}`;
  return (
    <div className="picker">
      <label htmlFor={id} className="unseen">
        Year
      </label>
      <input
        id={id}
        type="range"
        min={0}
        max={years.length}
        value={selected}
        aria-valuetext={spoken}
        onChange={(event) => onYear(event.target.valueAsNumber)}
      />
      <dl>
        <Reading name="Year" value={String(selected)} />
        <Reading name="Median" value={shortAmount(p50)} />
        <Reading name="Half of all futures" value={`${shortAmount(p25)} – ${shortAmount(p75)}`} />
        <Reading name="Nine in ten" value={`${shortAmount(p5)} – ${shortAmount(p95)}`} />
        <Reading name="Nothing left" value={percent(depleted)} />
      </dl>
    </div>
  );
}

function Reading({ name, value }: { readonly name: string; readonly value: string }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{value}</dd>
    </div>
  );
}
