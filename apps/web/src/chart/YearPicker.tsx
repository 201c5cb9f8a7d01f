import { amount } from "../format/amount.ts";
import type { Moment } from "./Readout.tsx";

interface Props {
  readonly year: number;
  readonly lastYear: number;
  readonly moment: Moment;
  readonly onYear: (year: number) => void;
}

/** Picks the year to look at, by keyboard and by touch; the pointer picks it on the charts as well. */
export function YearPicker({ year, lastYear, moment: { p25, p50, p75 }, onYear }: Props) {
  const spoken = `Year ${year}: median ${amount(p50)}, half of all futures from ${amount(p25)} to ${amount(p75)}`;
  return (
    <div className="picker">
      <input
        type="range"
        className="scale"
        aria-label="Year"
        min={0}
        max={lastYear}
        value={year}
        aria-valuetext={spoken}
        onChange={(event) => onYear(event.target.valueAsNumber)}
      />
    </div>
  );
}
