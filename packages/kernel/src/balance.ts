/** Where a path stands. */
export class Balance {
  /** Balance now; never negative, never -0. Currency. */
  now = 0;
  /**
   * Lowest balance so far at the end of a month, before it is stopped at zero; the initial
   * balance does not count. Currency.
   */
  low = Number.POSITIVE_INFINITY;

  /** Begins a path. */
  begin(initial: number): void {
    // Adding +0 turns -0 into +0 and changes nothing else.
    this.now = initial + 0;
    this.low = Number.POSITIVE_INFINITY;
  }

  /** Lives through a month: growth, then flow, then the stop at zero. */
  advance(growth: number, flow: number): void {
    const next = this.now * growth + flow;
    this.low = this.low < next ? this.low : next;
    this.now = next > 0 ? next : 0;
  }
}
