import { cpus } from "node:os";

/** Watches what the machine does beside one process that computes all the time. */
export class Others {
  readonly #start = performance.now();
  readonly #busyMs = busyMs();

  /** The cores that other programs have kept busy since, on average. */
  cores(): number {
    const busy = (busyMs() - this.#busyMs) / (performance.now() - this.#start);
    return Math.max(0, busy - 1);
  }
}

/** Work of all cores since the system started. */
function busyMs(): number {
  return cpus().reduce((sum, { times: { user, nice, sys, irq } }) => sum + user + nice + sys + irq, 0);
}
