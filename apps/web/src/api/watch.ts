import type { Forecast } from "@trivium/gateway/schemas";
import { events } from "./events.ts";
import type { Fault } from "./fault.ts";
import { follow } from "./follow.ts";
import { type Gateway, send } from "./gateway.ts";
import { type Pause, pause } from "./pause.ts";

/** What a watch tells: a newer state of the run, or that it lost the gateway for now. */
export type Sighting =
  | { kind: "forecast"; forecast: Forecast; connectedInMs: number }
  | { kind: "lost"; fault: Fault };

/** Whether a run has ended: it never changes again. */
export function final(forecast: Forecast): boolean {
  return forecast.state !== "queued" && forecast.state !== "running";
}

/**
 * Follows a run to its end. A stream that breaks is taken up again behind the last state
 * seen, with growing pauses. Throws a Fault that will not pass by itself, or the abort.
 */
export async function* watch(
  gateway: Gateway,
  id: string,
  signal: AbortSignal,
  wait: Pause = pause,
): AsyncGenerator<Sighting> {
  let revision: number | undefined;
  for await (const heard of follow(() => connect(gateway, id, revision, signal), signal, wait)) {
    if (heard.kind === "lost") {
      yield heard;
      continue;
    }
    const { forecast } = heard.value;
    yield { kind: "forecast", ...heard.value };
    if (final(forecast)) return;
    revision = forecast.revision;
  }
}

async function* connect(gateway: Gateway, id: string, revision: number | undefined, signal: AbortSignal) {
  const headers: HeadersInit = { accept: "text/event-stream" };
  if (revision !== undefined) headers["last-event-id"] = String(revision);
  const start = performance.now();
  const response = await send(gateway, `/v1/forecasts/${id}/events`, { headers, signal });
  const connectedInMs = performance.now() - start;
  if (response.body === null) return;
  for await (const { event, data } of events(response.body)) {
    if (event !== "forecast") continue;
    yield { forecast: JSON.parse(data) as Forecast, connectedInMs };
  }
}
