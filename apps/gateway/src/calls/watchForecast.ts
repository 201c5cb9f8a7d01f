import type { Forecast } from "@trivium/contracts/forecast/v1/forecast";
import type { ForecastServiceClient } from "@trivium/contracts/forecast/v1/forecast_service";
import { resumed } from "./resumed.ts";
import { type Caller, metadataFor } from "./unary.ts";

/**
 * The states of a run newer than a revision, until its last. When the forecast service
 * goes away the stream is taken up again where it was. A reader that is slow slows the
 * stream down, and the service leaves out states in between.
 *
 * @throws {CallError} when the run is unknown, or the service stays away.
 */
export async function* watchForecast(
  client: ForecastServiceClient,
  id: string,
  afterRevision: bigint,
  caller: Caller,
): AsyncGenerator<Forecast, void, undefined> {
  let last = afterRevision;
  const open = () => client.watchForecast({ id, afterRevision: last }, metadataFor(caller));
  for await (const { forecast } of resumed(open, caller)) {
    if (forecast === undefined) continue;
    last = forecast.revision;
    yield forecast;
  }
}
