import type { Difference, RolloutState, Value } from "@trivium/gateway/schemas";

/** Stage and share, such as "canary 10 %". */
export function stageText({ stage, percent }: RolloutState): string {
  return percent === undefined ? stage : `${stage} ${percent} %`;
}

/** A time to the second, in UTC. */
export function timeText(time: string): string {
  return time.replace("T", " ").replace(/(\.\d+)?Z$/, "Z");
}

/** A duration. Unit of the argument: milliseconds. */
export function durationText(milliseconds: number | undefined): string {
  if (milliseconds === undefined) return "-";
  return milliseconds < 1000 ? `${significant(milliseconds)} ms` : `${significant(milliseconds / 1000)} s`;
}

/** A number to three digits. */
export function significant(value: number): string {
  return String(Number(value.toPrecision(3)));
}

/** The first difference, such as "value: control 1 [0001], candidate 2 [0002]". */
export function differenceText({ field, control, candidate }: Difference): string {
  return `${field}: control ${valueText(control)}, candidate ${valueText(candidate)}`;
}

function valueText({ text, bits }: Value): string {
  return bits === undefined ? text : `${text} [${bits}]`;
}
