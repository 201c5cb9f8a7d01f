import type { Forecast, ForecastPage, Plan, Schedule } from "@trivium/gateway/schemas";
import { type Answer, ask, type Gateway, post } from "./gateway.ts";

/** What a plan comes to, month by month; nothing is stored. */
export function schedule(gateway: Gateway, plan: Plan, signal: AbortSignal): Promise<Answer<Schedule>> {
  return ask(gateway, "/v1/schedules", post(plan, signal));
}

/** Creates a durable run. Repeats with the same key answer with the same run. */
export function create(
  gateway: Gateway,
  plan: Plan,
  key: string,
  signal: AbortSignal,
): Promise<Answer<Forecast>> {
  return ask(gateway, "/v1/forecasts", post(plan, signal, { "idempotency-key": key }));
}

/** Stops a run; one that has ended stays as it is. */
export function cancel(gateway: Gateway, id: string, signal: AbortSignal): Promise<Answer<Forecast>> {
  return ask(gateway, `/v1/forecasts/${id}`, { method: "DELETE", signal });
}

/** A page of runs, newest first. */
export function list(
  gateway: Gateway,
  cursor: string | undefined,
  signal: AbortSignal,
): Promise<Answer<ForecastPage>> {
  const query = new URLSearchParams({ limit: "8", ...(cursor === undefined ? {} : { cursor }) });
  return ask(gateway, `/v1/forecasts?${query}`, { signal });
}
