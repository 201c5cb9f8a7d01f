import { useEffect, useLayoutEffect, useRef } from "react";
import uPlot, { type AlignedData, type Options } from "uplot";
import "uplot/dist/uPlot.min.css";
import type { Marks } from "./markers.ts";
import type { Setting } from "./options.ts";
import { styleAt } from "./style.ts";

interface Props {
  readonly columns: AlignedData;
  readonly marks: Marks;
  readonly onYear: (year: number) => void;
  readonly options: (setting: Setting) => Options;
  /** A new chart is drawn when it changes. */
  readonly theme: string;
}

/** A uPlot chart that follows its data, its width and the theme. Decoration: others say it in words. */
export function Plot({ columns, marks, onYear, options, theme }: Props) {
  const frame = useRef<HTMLDivElement>(null);
  const chart = useRef<uPlot>(undefined);
  const newest = useRef({ columns, marks, onYear });
  useLayoutEffect(() => {
    newest.current = { columns, marks, onYear };
  });

  useEffect(() => {
    const element = frame.current;
    if (element === null) return undefined;
    const plot = new uPlot(
      options({
        width: element.clientWidth,
        style: styleAt(element),
        marks: () => newest.current.marks,
        onYear: (year) => newest.current.onYear(year),
      }),
      newest.current.columns,
      element,
    );
    chart.current = plot;
    // A canvas does not wait for its type.
    void document.fonts.ready.then(() => chart.current?.redraw(false, true));
    const resized = new ResizeObserver(() => {
      plot.setSize({ width: element.clientWidth, height: plot.height });
    });
    resized.observe(element);
    return () => {
      resized.disconnect();
      plot.destroy();
      chart.current = undefined;
    };
  }, [options, theme]);

  useEffect(() => chart.current?.setData(columns), [columns]);
  useEffect(() => chart.current?.redraw(false), [marks]);

  return <div className="plot" ref={frame} aria-hidden="true" />;
}
