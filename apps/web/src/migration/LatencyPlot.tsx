import { useMemo } from "react";
import { useChart } from "../chart/useChart.ts";
import type { Theme } from "../theme/theme.ts";
import { latencyOptions } from "./latencyOptions.ts";
import { type Moment, momentColumns } from "./moments.ts";

interface Props {
  readonly moments: readonly Moment[];
  readonly theme: Theme;
}

/** The times of both sides' calls, as the page saw them. Decoration: the sides say it in words. */
export function LatencyPlot({ moments, theme }: Props) {
  const columns = useMemo(() => momentColumns(moments), [moments]);
  const { frame } = useChart(columns, latencyOptions, theme);
  return (
    <>
      <p className="plot-caption">
        <span>Time of a call</span>
        <span className="plot-key">
          <span>99th percentile</span>
          <span className="dashed">median</span>
        </span>
      </p>
      <div className="plot" ref={frame} aria-hidden="true" />
    </>
  );
}
