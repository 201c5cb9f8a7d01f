/**
 * Calls in which an event of each call with this chance happens at least once, but for a
 * chance of failure: the binomial bound.
 */
export function callsWithin(chance: number, failure: number): number {
  return chance >= 1 ? 1 : Math.ceil(Math.log(failure) / Math.log1p(-chance));
}
