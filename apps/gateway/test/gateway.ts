import { pino } from "pino";
import { createApp } from "../src/app.ts";
import { connect } from "../src/calls/channel.ts";
import { readSettings, type Settings } from "../src/settings.ts";
import { type ForecastAnswers, serveForecast } from "./fakes/forecast.ts";
import { type SimulatorAnswers, serveSimulator } from "./fakes/simulator.ts";

/** A gateway that listens on loopback, before a fake forecast service and a fake simulator. */
export interface Gateway extends AsyncDisposable {
  readonly url: string;
  /** Where its forecast service is, so that another can take its place. */
  readonly forecastPort: number;
  /** What it logged, a line each. */
  readonly log: readonly string[];
  fetch(path: string, init?: RequestInit): Promise<Response>;
  /** Posts a body as JSON; text is posted as it is. */
  post(path: string, body: unknown, headers?: Record<string, string>): Promise<Response>;
  /** The forecast service is gone, as in a crash. */
  stopForecast(): Promise<void>;
  /** What the process does on a signal. Resolves when everything in flight has ended. */
  drain(): Promise<void>;
}

/** Starts one. What a test does not set is as in an empty environment. */
export async function startGateway(
  answers: ForecastAnswers & SimulatorAnswers = {},
  overrides: Partial<Settings> = {},
): Promise<Gateway> {
  const forecast = await serveForecast(answers);
  const simulator = await serveSimulator(answers);
  const settings: Settings = {
    ...readSettings({ WEB_ROOT: import.meta.dirname }),
    simulators: [simulator.address],
    ...overrides,
  };
  const log: string[] = [];
  const logger = pino({ level: "debug" }, { write: (line: string) => void log.push(line) });
  const clients = connect({ ...settings, forecast: forecast.address });
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
    forecastPort: forecast.address.port,
    log,
    fetch: fetchPath,
    post: (path, body, headers = {}) =>
      fetchPath(path, {
        method: "POST",
        headers: { "content-type": "application/json", ...headers },
        body: typeof body === "string" ? body : JSON.stringify(body),
      }),
    stopForecast: async () => forecast[Symbol.asyncDispose](),
    drain,
    [Symbol.asyncDispose]: async () => {
      await drain();
      clients.close();
      await Promise.all([forecast, simulator].map((server) => server[Symbol.asyncDispose]()));
    },
  };
}
