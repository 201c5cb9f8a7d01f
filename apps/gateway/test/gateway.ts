import { pino } from "pino";
import { createApp } from "../src/app.ts";
import { connect, disconnect } from "../src/calls/channel.ts";
import { readSettings, type Settings } from "../src/settings.ts";
import { type BackendAnswers, FakeBackends } from "./fakes/backends.ts";

/** A gateway that listens on loopback, before fake services. */
export interface Gateway extends AsyncDisposable {
  readonly url: string;
  readonly backends: FakeBackends;
  /** What it logged, a line each. */
  readonly log: readonly string[];
  fetch(path: string, init?: RequestInit): Promise<Response>;
  /** Posts a body as JSON; text is posted as it is. */
  post(path: string, body: unknown, init?: RequestInit): Promise<Response>;
  /** What the process does on a signal. Resolves when everything in flight has ended. */
  drain(): Promise<void>;
}

/** Starts one. What a test does not set is as in an empty environment, but for a page. */
export async function startGateway(
  answers: BackendAnswers = {},
  overrides: Partial<Settings> = {},
): Promise<Gateway> {
  const backends = await FakeBackends.serve(answers);
  const settings: Settings = { ...readSettings({}), webRoot: undefined, ...overrides };
  const log: string[] = [];
  const logger = pino({ level: "debug" }, { write: (line: string) => void log.push(line) });
  const clients = connect(backends.addresses);
  const draining = new AbortController();
  const app = await createApp({ settings, clients, logger, draining: draining.signal });
  const url = await app.listen({ host: "127.0.0.1", port: 0 });
  const drain = async () => {
    draining.abort();
    await app.close();
  };
  const fetchPath = (path: string, init?: RequestInit) => fetch(`${url}${path}`, init);
  return {
    url,
    backends,
    log,
    fetch: fetchPath,
    post: (path, body, init = {}) => {
      const headers = { "content-type": "application/json", ...(init.headers as Record<string, string>) };
      const text = typeof body === "string" ? body : JSON.stringify(body);
      return fetchPath(path, { ...init, method: "POST", headers, body: text });
    },
    drain,
    [Symbol.asyncDispose]: async () => {
      await drain();
      disconnect(clients);
      await backends[Symbol.asyncDispose]();
    },
  };
}
