import { setTimeout as sleep } from "node:timers/promises";
import { type ServiceError, status } from "@grpc/grpc-js";
import { CallError, callErrorOf } from "@trivium/chassis/errors";
import type { Forecast } from "@trivium/contracts/forecast/v1/forecast";
import type { ForecastServiceClient } from "@trivium/contracts/forecast/v1/forecast_service";
import { type Caller, metadataFor } from "./unary.ts";

const FIRST_RETRY_MS = 100;
const LAST_RETRY_MS = 1000;
/** How long a stream may be without the forecast service before it is given up. */
const PATIENCE_MS = 60_000;

/**
 * The states of a run newer than a revision, until its last. When the forecast service
 * goes away the stream is taken up again where it was. A reader that is slow slows the
 * stream down, and the service leaves out states in between.
 *
 * @throws {CallError} when the run is unknown, or the service stays away.
 */
export async function* watch(
  client: ForecastServiceClient,
  id: string,
  afterRevision: bigint,
  caller: Caller,
): AsyncGenerator<Forecast, void, undefined> {
  let last = afterRevision;
  let lostAt: number | undefined;
  let retryMs = FIRST_RETRY_MS;
  while (!caller.signal.aborted) {
    try {
      for await (const forecast of stream(client, id, last, caller)) {
        [last, lostAt, retryMs] = [forecast.revision, undefined, FIRST_RETRY_MS];
        yield forecast;
      }
      return;
    } catch (error) {
      lostAt ??= Date.now();
      if (!isPassing(error) || Date.now() - lostAt > PATIENCE_MS) throw error;
      await sleep(retryMs, undefined, { signal: caller.signal }).catch(() => undefined);
      retryMs = Math.min(2 * retryMs, LAST_RETRY_MS);
    }
  }
}

async function* stream(
  client: ForecastServiceClient,
  id: string,
  afterRevision: bigint,
  caller: Caller,
): AsyncGenerator<Forecast, void, undefined> {
  const call = client.watchForecast({ id, afterRevision }, metadataFor(caller));
  const cancel = () => call.cancel();
  caller.signal.addEventListener("abort", cancel, { once: true });
  try {
    for await (const { forecast } of call as AsyncIterable<{ forecast?: Forecast }>) {
      if (forecast !== undefined) yield forecast;
    }
  } catch (error) {
    throw callErrorOf(error as ServiceError);
  } finally {
    caller.signal.removeEventListener("abort", cancel);
    call.cancel();
  }
}

/** A service that stops ends its streams as cancelled; one that is gone is unavailable. */
function isPassing(error: unknown): boolean {
  return error instanceof CallError && [status.UNAVAILABLE, status.CANCELLED].includes(error.code);
}
