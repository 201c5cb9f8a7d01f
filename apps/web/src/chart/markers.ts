import type uPlot from "uplot";
import type { Plugin } from "uplot";
import { fontPx, type Style } from "./style.ts";

/** Years that a chart points out. */
export interface Marks {
  /** Where saving ends and spending begins. */
  readonly retirement: number;
  /** The year being looked at. */
  readonly selected: number;
}

/** How the marks look on one chart. */
export interface MarkLook {
  /** Written at the line of retirement; empty for a line without a name. */
  readonly retirementName: string;
  /** The series that has a dot at the selected year, and the colour of the dot. */
  readonly series: number;
  readonly dot: string;
}

/** Draws the marks over a chart, and tells which year the pointer is at. */
export function markers(
  style: Style,
  look: MarkLook,
  marks: () => Marks,
  onYear: (year: number) => void,
): Plugin {
  return {
    hooks: {
      draw: (chart) => draw(chart, style, look, marks()),
      setCursor: (chart) => {
        if (typeof chart.cursor.idx === "number") onYear(chart.cursor.idx);
      },
    },
  };
}

function draw(chart: uPlot, style: Style, look: MarkLook, { retirement, selected }: Marks): void {
  const { colours } = style;
  chart.ctx.save();
  if (retirement > 0) {
    line(chart, retirement, colours.muted, [4, 4]);
    name(chart, retirement, style, look.retirementName);
  }
  line(chart, selected, colours.ink, []);
  dot(chart, selected, colours.surface, look);
  chart.ctx.restore();
}

function line(chart: uPlot, year: number, colour: string, dash: number[]): void {
  const { ctx, bbox } = chart;
  const x = Math.round(chart.valToPos(year, "x", true)) + 0.5;
  ctx.strokeStyle = colour;
  ctx.lineWidth = devicePixelRatio;
  ctx.setLineDash(dash.map((length) => length * devicePixelRatio));
  ctx.beginPath();
  ctx.moveTo(x, bbox.top);
  ctx.lineTo(x, bbox.top + bbox.height);
  ctx.stroke();
}

function name(chart: uPlot, year: number, { colours, family }: Style, text: string): void {
  const { ctx, bbox } = chart;
  const x = chart.valToPos(year, "x", true);
  const fitsRight = x < bbox.left + bbox.width / 2;
  ctx.font = `${fontPx * devicePixelRatio}px ${family}`;
  ctx.fillStyle = colours.muted;
  ctx.textAlign = fitsRight ? "left" : "right";
  ctx.textBaseline = "top";
  ctx.fillText(text, x + (fitsRight ? 7 : -7) * devicePixelRatio, bbox.top);
}

function dot(chart: uPlot, year: number, rim: string, look: MarkLook): void {
  const value = chart.data[look.series]?.[year];
  if (typeof value !== "number") return;
  const { ctx } = chart;
  ctx.setLineDash([]);
  ctx.fillStyle = look.dot;
  ctx.strokeStyle = rim;
  ctx.lineWidth = 4 * devicePixelRatio;
  ctx.beginPath();
  ctx.arc(
    chart.valToPos(year, "x", true),
    chart.valToPos(value, "y", true),
    4.5 * devicePixelRatio,
    0,
    2 * Math.PI,
  );
  ctx.stroke();
  ctx.fill();
}
