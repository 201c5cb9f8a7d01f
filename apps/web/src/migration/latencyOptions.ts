import type { Axis, Options, Series } from "uplot";
import { values } from "../chart/options.ts";
import { fontPx, type Style } from "../chart/style.ts";
import { duration } from "../format/duration.ts";
import { latency } from "../format/latency.ts";

/** So much is on the chart from the first, that it does not race. Unit: seconds. */
const leastSeconds = 60;

/** What calls of both sides took in the last minutes: p99 in full lines, medians in dashes. */
export function latencyOptions(width: number, style: Style): Options {
  const { colours } = style;
  return {
    width,
    height: 168,
    padding: [12, 18, 0, 0],
    legend: { show: false },
    cursor: { show: false },
    series: [{}, median(colours.go), p99(colours.go), median(colours.rust), p99(colours.rust)],
    axes: [
      seconds(style),
      values(style, (_, splits) => splits.map((ms) => (ms === 0 ? "0" : latency(ms))), 40),
    ],
    scales: {
      x: { time: false, range: (_, oldest) => [Math.min(oldest, -leastSeconds), 0] },
      y: { range: (_, _min, max) => [0, max > 0 ? max * 1.1 : 1] },
    },
  };
}

function p99(stroke: string): Series {
  return { stroke, width: 2, points: { show: false } };
}

function median(stroke: string): Series {
  return { stroke, width: 1.5, dash: [3, 3], points: { show: false } };
}

function seconds({ colours, family }: Style): Axis {
  return {
    font: `${fontPx}px ${family}`,
    stroke: colours.muted,
    size: 30,
    gap: 8,
    space: 96,
    incrs: [15, 30, 60],
    grid: { show: false },
    ticks: { show: false },
    values: (_, splits) => splits.map((at) => (at === 0 ? "now" : `−${duration(-1000 * at)}`)),
  };
}
