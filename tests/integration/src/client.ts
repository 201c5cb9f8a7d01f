import type { Forecast, PartialPlan, Progress, Result } from "@trivium/gateway/schemas";
import type { Stack } from "@trivium/stack";
import { eventsOf } from "./events.ts";

/** A forecast in any state, with what that state has. */
export interface Run {
  readonly id: string;
  readonly state: Forecast["state"];
  readonly progress?: Progress;
  readonly waitingFor?: string;
  readonly result?: Result;
}

/** A state of a forecast, as an event tells it. */
export interface Event {
  readonly id: string;
  readonly forecast: Run;
}

/** Talks to a stack's gateway as a caller of the HTTP API does. */
export class Client {
  readonly #stack: Stack;

  constructor(stack: Stack) {
    this.#stack = stack;
  }

  /** Sends a request as it is. */
  send(path: string, init: RequestInit = {}): Promise<Response> {
    const headers = new Headers(init.headers);
    if (this.#stack.token !== undefined) headers.set("authorization", `Bearer ${this.#stack.token}`);
    return fetch(`${this.#stack.gatewayUrl}${path}`, { ...init, headers });
  }

  /** Posts JSON; text is posted as it is. */
  post(path: string, body: unknown, headers: Record<string, string> = {}): Promise<Response> {
    return this.send(path, {
      method: "POST",
      headers: { "content-type": "application/json", ...headers },
      body: typeof body === "string" ? body : JSON.stringify(body),
    });
  }

  async create(plan: PartialPlan, key?: string): Promise<Run> {
    const headers = key === undefined ? {} : { "idempotency-key": key };
    return forecastIn(await this.post("/v1/forecasts", plan, headers));
  }

  async get(id: string): Promise<Run> {
    return forecastIn(await this.send(`/v1/forecasts/${id}`));
  }

  async cancel(id: string): Promise<Run> {
    return forecastIn(await this.send(`/v1/forecasts/${id}`, { method: "DELETE" }));
  }

  /** The events of a forecast behind an id, until its stream ends or breaks. */
  async *events(id: string, lastEventId?: string): AsyncGenerator<Event> {
    const headers: Record<string, string> = { accept: "text/event-stream" };
    if (lastEventId !== undefined) headers["last-event-id"] = lastEventId;
    const response = await this.send(`/v1/forecasts/${id}/events`, { headers });
    for await (const event of eventsOf(response)) {
      yield { id: event.id, forecast: JSON.parse(event.data) as Run };
    }
  }

  /** Watches a forecast until a state is as wanted. A stream that breaks is taken up again. */
  async until(id: string, wanted: (forecast: Run) => boolean): Promise<Event> {
    let last: string | undefined;
    for (;;) {
      try {
        for await (const event of this.events(id, last)) {
          last = event.id;
          if (wanted(event.forecast)) return event;
          if (hasEnded(event.forecast)) throw new Ended(event.forecast);
        }
      } catch (error) {
        if (error instanceof Ended) throw error;
      }
    }
  }

  /** Watches a forecast to its end. */
  async end(id: string): Promise<Run> {
    return (await this.until(id, hasEnded)).forecast;
  }

  /** Watches a forecast until part of it is done, but not all. */
  midway(id: string): Promise<Event> {
    return this.until(id, ({ progress }) => {
      const { pathsDone = 0, pathsTotal = 0 } = progress ?? {};
      return pathsDone > 0 && pathsDone < pathsTotal;
    });
  }
}

class Ended extends Error {
  constructor(forecast: Run) {
    super(`the forecast ended before: ${JSON.stringify(forecast).slice(0, 500)}`);
  }
}

function hasEnded({ state }: Run): boolean {
  return state !== "queued" && state !== "running";
}

async function forecastIn(response: Response): Promise<Run> {
  if (!response.ok) throw new Error(await response.text());
  return (await response.json()) as Run;
}
