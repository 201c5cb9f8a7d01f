import type { Plan, Result } from "@trivium/gateway/schemas";
import { useMemo, useState } from "react";
import type { Theme } from "../theme/theme.ts";
import { depletionOptions, fanOptions } from "./options.ts";
import { Plot } from "./Plot.tsx";
import { momentOf, Readout } from "./Readout.tsx";
import { depletionColumns, fanColumns } from "./series.ts";
import { YearPicker } from "./YearPicker.tsx";
import { YearTable } from "./YearTable.tsx";

interface Props {
  readonly plan: Plan;
  readonly result: Result;
  readonly theme: Theme;
}

/** The fan of balances and the depletion below it, one year picked out of both. */
export function Balances({ plan, result: { years }, theme }: Props) {
  const { initialBalance, yearsUntilRetirement: retirement } = plan;
  const [picked, setPicked] = useState<number>();
  const year = Math.min(picked ?? retirement, years.length);
  const moment = momentOf(plan, years, year);
  const fan = useMemo(() => fanColumns(initialBalance, years), [initialBalance, years]);
  const depletion = useMemo(() => depletionColumns(years), [years]);
  const marks = useMemo(() => ({ retirement, selected: year }), [retirement, year]);
  const shared = { marks, onYear: setPicked, theme };
  return (
    <section className="balances" aria-labelledby="balances-title">
      <header className="section-head">
        <h2 id="balances-title">Balance by year</h2>
        <p>in today’s money</p>
      </header>
      <Readout year={year} retirement={retirement} moment={moment} />
      <Plot columns={fan} options={fanOptions} {...shared} />
      <p className="plot-caption">
        <span>Futures with nothing left</span>
        <span>Years from today</span>
      </p>
      <Plot columns={depletion} options={depletionOptions} {...shared} />
      <YearPicker year={year} lastYear={years.length} moment={moment} onYear={setPicked} />
      <YearTable plan={plan} years={years} />
    </section>
  );
}
