import type { Rollout } from "@trivium/gateway/schemas";
import type { AlignedData } from "uplot";

/** How long the page remembers. Unit: seconds. */
export const memorySeconds = 300;

/** Reports come once a second; after so long without one the curves have a gap. Unit: seconds. */
const gapSeconds = 5;

/** What calls took at one time. Unit: milliseconds; null without calls. */
export interface Moment {
  /** Unit: seconds since 1970. */
  readonly at: number;
  readonly controlP50: number | null;
  readonly controlP99: number | null;
  readonly candidateP50: number | null;
  readonly candidateP99: number | null;
}

/** The moments with one more; those of too long ago are forgotten. */
export function followed(
  moments: readonly Moment[],
  { control, candidate }: Rollout,
  at: number,
): readonly Moment[] {
  const kept = moments.filter((moment) => moment.at > at - memorySeconds);
  const before = kept.at(-1);
  const gap = before !== undefined && at - before.at > gapSeconds ? [silence(before.at + 1)] : [];
  const moment: Moment = {
    at,
    controlP50: control.p50Ms ?? null,
    controlP99: control.p99Ms ?? null,
    candidateP50: candidate.p50Ms ?? null,
    candidateP99: candidate.p99Ms ?? null,
  };
  return [...kept, ...gap, moment];
}

function silence(at: number): Moment {
  return { at, controlP50: null, controlP99: null, candidateP50: null, candidateP99: null };
}

/** Columns for the curves: seconds before the last moment, then p50 and p99 of the control and of the candidate. */
export function momentColumns(moments: readonly Moment[]): AlignedData {
  const now = moments.at(-1)?.at ?? 0;
  return [
    moments.map(({ at }) => at - now),
    moments.map(({ controlP50 }) => controlP50),
    moments.map(({ controlP99 }) => controlP99),
    moments.map(({ candidateP50 }) => candidateP50),
    moments.map(({ candidateP99 }) => candidateP99),
  ];
}
