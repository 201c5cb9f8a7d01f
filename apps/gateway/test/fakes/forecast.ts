import type { handleServerStreamingCall } from "@grpc/grpc-js";
import {
  type BuildScheduleRequest,
  type BuildScheduleResponse,
  type CancelForecastRequest,
  type CancelForecastResponse,
  type CreateForecastRequest,
  type CreateForecastResponse,
  ForecastServiceService,
  type GetForecastRequest,
  type GetForecastResponse,
  type ListForecastsRequest,
  type ListForecastsResponse,
  type WatchForecastRequest,
  type WatchForecastResponse,
} from "@trivium/contracts/forecast/v1/forecast_service";
import { type RolloutAnswers, rolloutService } from "./rollout.ts";
import { type Answer, answering, type FakeServer, type Service, serve, streaming } from "./server.ts";

/** What the forecast service answers in a test. What is not set must not be called. */
export interface ForecastAnswers extends RolloutAnswers {
  createForecast?: Answer<CreateForecastRequest, CreateForecastResponse>;
  getForecast?: Answer<GetForecastRequest, GetForecastResponse>;
  listForecasts?: Answer<ListForecastsRequest, ListForecastsResponse>;
  cancelForecast?: Answer<CancelForecastRequest, CancelForecastResponse>;
  buildSchedule?: Answer<BuildScheduleRequest, BuildScheduleResponse>;
  watchForecast?: handleServerStreamingCall<WatchForecastRequest, WatchForecastResponse>;
}

/** A forecast service without forecasts. Its answers may change while it serves. */
export function serveForecast(answers: ForecastAnswers, port = 0): Promise<FakeServer> {
  return serve([forecastService(answers), rolloutService(answers)], port);
}

function forecastService(answers: ForecastAnswers): Service {
  return [
    ForecastServiceService,
    {
      createForecast: answering(() => answers.createForecast),
      getForecast: answering(() => answers.getForecast),
      listForecasts: answering(() => answers.listForecasts),
      cancelForecast: answering(() => answers.cancelForecast),
      buildSchedule: answering(() => answers.buildSchedule),
      watchForecast: streaming(() => answers.watchForecast),
    },
  ];
}
