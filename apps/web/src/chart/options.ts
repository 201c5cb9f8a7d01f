import type { Axis, Options, Series } from "uplot";
import { shortAmount } from "../format/amount.ts";
import { type MarkLook, type Marks, markers } from "./markers.ts";
import { fontPx, type Style } from "./style.ts";

/** What both charts are built from. */
export interface Setting {
  readonly width: number;
  readonly style: Style;
  /** Read at every drawing, so that a change needs no new chart. */
  readonly marks: () => Marks;
  readonly onYear: (year: number) => void;
}

/** Width of the axis of values: the same in both charts, so that their years align. */
const gutter = 52;

/** The fan: 5 to 95 %, 25 to 75 %, and the median. */
export function fanOptions(setting: Setting): Options {
  const { colours } = setting.style;
  const edge: Series = { stroke: "transparent", width: 0, points: { show: false } };
  const median: Series = { stroke: colours.fan, width: 2.5, points: { show: false } };
  return {
    ...shared(setting, 360, { retirementName: "retirement", series: 3, dot: colours.fan }),
    series: [{}, edge, edge, median, edge, edge],
    bands: [
      { series: [5, 1], fill: colours["fan-wide"] },
      { series: [4, 2], fill: colours["fan-narrow"] },
    ],
    axes: [years(setting.style, true), values(setting.style, (_, splits) => splits.map(shortAmount))],
    scales: { x: { time: false }, y: { range: (_, _min, max) => [0, max > 0 ? max * 1.04 : 1] } },
  };
}

/** Share of futures with nothing left, by year. */
export function depletionOptions(setting: Setting): Options {
  const { colours } = setting.style;
  return {
    ...shared(setting, 104, { retirementName: "", series: 1, dot: colours.depleted }),
    series: [
      {},
      { fill: colours["depleted-soft"], stroke: colours.depleted, width: 2, points: { show: false } },
    ],
    axes: [
      years(setting.style, false),
      values(setting.style, (_, splits) => splits.map((share) => `${share} %`), 34),
    ],
    scales: { x: { time: false }, y: { range: (_, _min, max) => [0, Math.max(4, max * 1.08)] } },
  };
}

function shared({ width, style, marks, onYear }: Setting, height: number, look: MarkLook) {
  return {
    width,
    height,
    padding: [12, 10, 0, 0],
    legend: { show: false },
    cursor: { x: false, y: false, drag: { x: false, y: false }, points: { show: false } },
    plugins: [markers(style, look, marks, onYear)],
  } satisfies Partial<Options>;
}

function years({ colours, family }: Style, labelled: boolean): Axis {
  return {
    font: `${fontPx}px ${family}`,
    stroke: colours.muted,
    size: labelled ? 30 : 8,
    gap: 8,
    space: 56,
    incrs: [1, 2, 5, 10, 20],
    grid: { show: false },
    ticks: { show: false },
    values: (_, splits) => splits.map((year) => (labelled ? String(year) : "")),
  };
}

/** An axis of values, at the left. */
export function values({ colours, family }: Style, write: Axis.Values, space = 48): Axis {
  return {
    font: `${fontPx}px ${family}`,
    stroke: colours.muted,
    size: gutter,
    gap: 8,
    space,
    grid: { stroke: colours.line, width: 1 },
    ticks: { show: false },
    values: write,
  };
}
