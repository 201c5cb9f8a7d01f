/** A time as callers see it, in UTC. */
export function timeText(time: Date | undefined): string {
  return (time ?? new Date(0)).toISOString();
}
