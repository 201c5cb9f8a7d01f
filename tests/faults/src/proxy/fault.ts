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

/** A fault that is planted, until it is removed. */
export interface Planted {
  /** Calls that it has hit. */
  readonly hits: number;
  /** When it hit first: milliseconds, as `performance.now()` counts. */
  readonly firstHitAt: number | undefined;
  /** Resolves when it has hit so many calls. */
  hit(calls: number): Promise<void>;
  /** The calls to come are well again. */
  remove(): void;
}

/** Decides which calls are hit. Proxies share one: a fault of a build is in all its replicas. */
export class Faults {
  #planted: PlantedFault | undefined;

  /** Plants a fault in place of any other. It hits each so many calls, the first at once. */
  plant(fault: Fault, each = 1): Planted {
    const planted = new PlantedFault(fault, each, () => {
      if (this.#planted === planted) this.#planted = undefined;
    });
    this.#planted = planted;
    return planted;
  }

  /** What the next call is to suffer. */
  next(): Fault | undefined {
    return this.#planted?.next();
  }
}

class PlantedFault implements Planted {
  hits = 0;
  firstHitAt: number | undefined;
  readonly remove: () => void;
  readonly #fault: Fault;
  readonly #each: number;
  #calls = 0;
  #waiting: { calls: number; resolve: () => void }[] = [];

  constructor(fault: Fault, each: number, remove: () => void) {
    this.#fault = fault;
    this.#each = each;
    this.remove = remove;
  }

  hit(calls: number): Promise<void> {
    if (this.hits >= calls) return Promise.resolve();
    return new Promise((resolve) => this.#waiting.push({ calls, resolve }));
  }

  next(): Fault | undefined {
    if (this.#calls++ % this.#each !== 0) return undefined;
    this.firstHitAt ??= performance.now();
    this.hits++;
    for (const { calls, resolve } of this.#waiting) if (this.hits >= calls) resolve();
    this.#waiting = this.#waiting.filter(({ calls }) => calls > this.hits);
    return this.#fault;
  }
}
