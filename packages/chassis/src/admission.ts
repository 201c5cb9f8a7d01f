/** Admission: a turn for as many as compute at once, places for a few that wait; the rest is refused at once. */

import { status } from "@grpc/grpc-js";
import { Gauge, type Registry } from "prom-client";
import type { Environment } from "./config.ts";
import { Refusal } from "./refusal.ts";

const MAX_CONCURRENCY = 1024;
/** When a refused caller should try again. */
const RETRY_DELAY_MS = 20;

/** How many calls are taken. */
export interface AdmissionSettings {
  /** Calls computed at once: they take turns on one thread. */
  readonly concurrency: number;
  /** Calls that may wait; more are refused. */
  readonly queue: number;
}

/** Reads `PREFIX_CONCURRENCY` and `PREFIX_QUEUE`. */
export function readAdmission(environment: Environment, prefix: string): AdmissionSettings {
  return {
    concurrency: environment.integer(`${prefix}_CONCURRENCY`, 2, 1, MAX_CONCURRENCY),
    queue: environment.integer(`${prefix}_QUEUE`, 8, 0, MAX_CONCURRENCY),
  };
}

/** Admits as many calls as there are turns and places. */
export class Admission {
  readonly #settings: AdmissionSettings;
  readonly #waiting: (() => void)[] = [];
  #computing = 0;

  /** Registers `trivium_SERVICE_in_flight` and `trivium_SERVICE_computing`. */
  constructor(service: string, settings: AdmissionSettings, registry: Registry) {
    this.#settings = settings;
    const gauge = (name: string, help: string, read: () => number) =>
      new Gauge({
        name: `trivium_${service}_${name}`,
        help,
        registers: [registry],
        collect() {
          this.set(read());
        },
      });
    gauge("in_flight", "Calls waiting or at work.", () => this.#computing + this.#waiting.length);
    gauge("computing", "Calls being computed.", () => this.#computing);
  }

  /**
   * Computes in turn, first come, first served; not at all when the signal has ended by then.
   *
   * @throws {Refusal} RESOURCE_EXHAUSTED with a delay, when all turns and places are taken.
   */
  async run<T>(signal: AbortSignal, compute: () => Promise<T>): Promise<T> {
    if (this.#computing < this.#settings.concurrency) this.#computing++;
    else await this.#turn();
    try {
      signal.throwIfAborted();
      return await compute();
    } finally {
      const next = this.#waiting.shift();
      // A turn is handed on, or given back.
      if (next === undefined) this.#computing--;
      else next();
    }
  }

  #turn(): Promise<void> {
    if (this.#waiting.length >= this.#settings.queue) throw busy();
    return new Promise((resolve) => this.#waiting.push(resolve));
  }
}

const busy = () =>
  new Refusal(status.RESOURCE_EXHAUSTED, "too much is being computed", {
    reason: "BUSY",
    retryAfterMs: RETRY_DELAY_MS,
  });
