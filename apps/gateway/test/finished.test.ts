import type { Forecast as ForecastMessage } from "@trivium/contracts/forecast/v1/forecast";
import { expect, test } from "vitest";
import { FinishedRuns } from "../src/calls/finished.ts";
import { forecastOf } from "../src/mapping/forecast.ts";
import { cancelled, failed, ID, queued, running, succeeded } from "./fakes/forecasts.ts";
import { startGateway } from "./gateway.ts";

const path = `/v1/forecasts/${ID}`;

/** A forecast service with one run, which counts how often it is asked. */
function counting(forecast: ForecastMessage) {
  const service = {
    calls: 0,
    getForecast: () => {
      service.calls++;
      return { forecast };
    },
  };
  return service;
}

test.each([
  ["succeeded", succeeded(4)],
  ["failed", failed(4)],
  ["been cancelled", cancelled(4)],
])("a run that has %s is asked for once, and reads the same ever after", async (_, forecast) => {
  const service = counting(forecast);
  await using gateway = await startGateway({ forecast: service });
  const first = await gateway.fetch(path);
  const second = await gateway.fetch(path);
  expect(await second.text()).toBe(await first.text());
  for (const header of ["etag", "cache-control", "content-type"]) {
    expect(second.headers.get(header)).toBe(first.headers.get(header));
  }
  expect(service.calls).toBe(1);
});

test("it is there even when the forecast service is not", async () => {
  await using gateway = await startGateway({ forecast: counting(succeeded(4)) });
  const first = await (await gateway.fetch(path)).text();
  await gateway.backends.stop("forecast");
  expect(await (await gateway.fetch(path)).text()).toBe(first);
});

test.each([
  ["queued", queued(4)],
  ["running", running(4)],
])("a run that is %s is asked for each time", async (_, forecast) => {
  const service = counting(forecast);
  await using gateway = await startGateway({ forecast: service });
  await gateway.fetch(path);
  await gateway.fetch(path);
  expect(service.calls).toBe(2);
});

test("a reader who has it is told so without the forecast service", async () => {
  const service = counting(succeeded(4));
  await using gateway = await startGateway({ forecast: service });
  await gateway.fetch(path);
  const again = await gateway.fetch(path, { headers: { "if-none-match": '"4"' } });
  expect([again.status, await again.text(), service.calls]).toEqual([304, "", 1]);
});

test("who lacks the token gets nothing that another has read", async () => {
  const apiToken = "a token of some length";
  await using gateway = await startGateway({ forecast: counting(succeeded(4)) }, { apiToken });
  await gateway.fetch(path, { headers: { authorization: `Bearer ${apiToken}` } });
  expect((await gateway.fetch(path)).status).toBe(401);
  expect((await gateway.fetch(path, { headers: { "if-none-match": '"4"' } })).status).toBe(401);
});

test("what is kept is bounded: the runs read longest ago make room", () => {
  const maxBytes = 50_000;
  const runs = new FinishedRuns(maxBytes);
  const ids = Array.from({ length: 1000 }, (_, index) => `run ${index}`);
  for (const id of ids) runs.keep({ ...forecastOf(succeeded(4)), id });
  const kept = ids.filter((id) => runs.get(id) !== undefined);
  const bytes = kept.reduce((sum, id) => sum + (runs.get(id)?.body.length ?? 0), 0);
  expect(bytes).toBeLessThanOrEqual(maxBytes);
  expect(kept.length).toBeGreaterThan(10);
  expect(kept).toEqual(ids.slice(-kept.length));
});
