import { status } from "@grpc/grpc-js";
import { ForecastServiceClient } from "@trivium/contracts/forecast/v1/forecast_service";
import { backend } from "./backend.ts";

/** Accepts plans, and keeps their runs. Its streams see to it themselves that they are taken up again. */
export const forecast = backend({
  Client: ForecastServiceClient,
  location: { variable: "FORECAST_ADDRESS", ports: [50051] },
  needed: true,
  repeatable: ["createForecast", "getForecast", "listForecasts", "cancelForecast", "buildSchedule"],
  retriedOn: [status.UNAVAILABLE],
});
