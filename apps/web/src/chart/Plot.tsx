import { useCallback, useEffect, useLayoutEffect, useRef } from "react";
import type { AlignedData, Options } from "uplot";
import type { Marks } from "./markers.ts";
import type { Setting } from "./options.ts";
import type { Style } from "./style.ts";
import { useChart } from "./useChart.ts";

interface Props {
  readonly columns: AlignedData;
  readonly marks: Marks;
  readonly onYear: (year: number) => void;
  readonly options: (setting: Setting) => Options;
  /** A new chart is drawn when it changes. */
  readonly theme: string;
}

/** A chart over the years, with its marks. Decoration: others say it in words. */
export function Plot({ columns, marks, onYear, options, theme }: Props) {
  const newest = useRef({ marks, onYear });
  useLayoutEffect(() => {
    newest.current = { marks, onYear };
  });
  const withMarks = useCallback(
    (width: number, style: Style) =>
      options({
        width,
        style,
        marks: () => newest.current.marks,
        onYear: (year) => newest.current.onYear(year),
      }),
    [options],
  );
  const { frame, chart } = useChart(columns, withMarks, theme);
  useEffect(() => chart.current?.redraw(false), [chart, marks]);
  return <div className="plot" ref={frame} aria-hidden="true" />;
}
