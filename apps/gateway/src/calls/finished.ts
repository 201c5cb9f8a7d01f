import { LRUCache } from "lru-cache";
import type { Forecast } from "../schemas/index.ts";

/** Memory for runs that have ended: some thousands of them. */
const MAX_BYTES = 32 << 20;
/** What an entry takes beside its body, about. */
const OVERHEAD_BYTES = 512;

/** A run that has ended, as it is sent. */
export interface Finished {
  readonly etag: string;
  /** JSON. */
  readonly body: Buffer;
}

/** The tag of a run's revision. */
export const etagOf = ({ revision }: Forecast) => `"${revision}"`;

/**
 * Runs that have ended, by id, so that nobody has to be asked for what never changes
 * again. The ones read longest ago make room for others.
 */
export class FinishedRuns {
  readonly #runs: LRUCache<string, Finished>;

  constructor(maxBytes = MAX_BYTES) {
    this.#runs = new LRUCache({
      maxSize: maxBytes,
      sizeCalculation: ({ body }) => body.length + OVERHEAD_BYTES,
    });
  }

  get(id: string): Finished | undefined {
    return this.#runs.get(id);
  }

  /** Keeps a run that has ended. */
  keep(forecast: Forecast): Finished {
    const finished = { etag: etagOf(forecast), body: Buffer.from(JSON.stringify(forecast)) };
    this.#runs.set(forecast.id, finished);
    return finished;
  }
}
