/** What a planted fault does to a call. */
export type Fault =
  /** Alters the message that the simulator answered. */
  | { readonly kind: "alter"; readonly alter: (message: Buffer) => Buffer }
  /** Answers an error, without asking the simulator. A gRPC status code. */
  | { readonly kind: "fail"; readonly code: number; readonly message: string }
  /** Holds the simulator's answer back. */
  | { readonly kind: "delay"; readonly ms: number }
  /** Never answers. */
  | { readonly kind: "hang" }
  /** Cuts the connection and everything on it, as a process that crashes does. */
  | { readonly kind: "cut" };

/** A fault that is planted, until it is mended. */
export interface Planted {
  /** Calls that it has hit. */
  readonly hits: number;
  /** When it hit first: milliseconds, as `performance.now()` counts. */
  readonly firstHitAt: number | undefined;
  /** Resolves when it has hit so many calls. */
  hit(calls: number): Promise<void>;
}

/** Decides which calls are hit. Proxies share one: a fault of a build is in all its replicas. */
export class Faults {
  readonly #random: () => number;
  #planted: PlantedFault | undefined;

  constructor(random: () => number = Math.random) {
    this.#random = random;
  }

  /** Plants a fault in place of any other. Each call is hit with this chance, 0 .. 1. */
  plant(fault: Fault, chance = 1): Planted {
    this.#planted = new PlantedFault(fault, chance);
    return this.#planted;
  }

  /** The calls to come are well again. */
  mend(): void {
    this.#planted = undefined;
  }

  /** What the next call is to suffer. */
  next(): Fault | undefined {
    const planted = this.#planted;
    return planted !== undefined && this.#random() < planted.chance ? planted.strike() : undefined;
  }
}

class PlantedFault implements Planted {
  readonly chance: number;
  hits = 0;
  firstHitAt: number | undefined;
  readonly #fault: Fault;
  #waiting: { calls: number; resolve: () => void }[] = [];

  constructor(fault: Fault, chance: number) {
    this.#fault = fault;
    this.chance = chance;
  }

  hit(calls: number): Promise<void> {
    if (this.hits >= calls) return Promise.resolve();
    return new Promise((resolve) => this.#waiting.push({ calls, resolve }));
  }

  strike(): Fault {
    this.firstHitAt ??= performance.now();
    this.hits++;
    for (const { calls, resolve } of this.#waiting) if (this.hits >= calls) resolve();
    this.#waiting = this.#waiting.filter(({ calls }) => calls > this.hits);
    return this.#fault;
  }
}
