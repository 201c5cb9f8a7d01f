import { type RefObject, useEffect, useLayoutEffect, useRef } from "react";
import uPlot, { type AlignedData, type Options } from "uplot";
import "uplot/dist/uPlot.min.css";
import { type Style, styleAt } from "./style.ts";

/** A chart, and the element that it is drawn in. */
export interface Chart {
  readonly frame: RefObject<HTMLDivElement | null>;
  readonly chart: RefObject<uPlot | undefined>;
}

/**
 * A uPlot chart that follows its data, its width and the theme. It is drawn anew when
 * `options` is another function, or the theme another.
 */
export function useChart(
  columns: AlignedData,
  options: (width: number, style: Style) => Options,
  theme: string,
): Chart {
  const frame = useRef<HTMLDivElement>(null);
  const chart = useRef<uPlot>(undefined);
  const newest = useRef(columns);
  useLayoutEffect(() => {
    newest.current = columns;
  });

  useEffect(() => {
    const element = frame.current;
    if (element === null) return undefined;
    const plot = new uPlot(options(element.clientWidth, styleAt(element)), newest.current, element);
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
  return { frame, chart };
}
