import type { Duration } from "@trivium/contracts/google/protobuf/duration";

/** A time as callers see it, in UTC. */
export function timeText(time: Date | undefined): string {
  return (time ?? new Date(0)).toISOString();
}

/** A duration in milliseconds; 0 when absent. */
export function milliseconds(duration: Duration | undefined): number {
  return duration === undefined ? 0 : Number(duration.seconds) * 1000 + duration.nanos / 1e6;
}
