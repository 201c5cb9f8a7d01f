import { status } from "@grpc/grpc-js";
import type {
  CreateForecastRequest,
  ListForecastsRequest,
} from "@trivium/contracts/forecast/v1/forecast_service";
import { describe, expect, test } from "vitest";
import { cancelled, failed, ID, queued, result, running, succeeded, waiting } from "./fakes/forecasts.ts";
import { Refusal } from "./fakes/refusal.ts";
import { startGateway } from "./gateway.ts";
import { fieldsIn, problemIn } from "./problem.ts";

const path = `/v1/forecasts/${ID}`;

const unknown = () => {
  throw new Refusal(status.NOT_FOUND, "no forecast has this id", { reason: "FORECAST_NOT_FOUND" });
};

const resultJson = {
  paths: 100_000,
  success: { estimate: 0.87, low: 0.86, high: 0.88 },
  years: [{ p5: 1, p25: 2, p50: 3, p75: 4, p95: 5, depleted: 0.25 }],
  checksum: "0000000000000abc",
  contributions: [
    {
      implementation: "rust",
      buildId: "b1",
      instructionSet: "scalar",
      shards: 7,
      paths: 100_000,
      computeMs: 1500,
    },
  ],
  timing: { queuedMs: 5, runningMs: 2000 },
};
const progress = { pathsDone: 30, pathsTotal: 100_000, pathsPerSecond: 5e6, timeLeftMs: 3250 };
const nothingDone = { pathsDone: 0, pathsTotal: 0, pathsPerSecond: 0 };
const endTime = "2026-01-02T03:04:06.000Z";

describe("reading", () => {
  test.each([
    ["queued", queued(3), {}],
    ["running", running(3), { progress }],
    ["running", running(3, result), { progress, partial: resultJson }],
    ["running", waiting(3), { progress: nothingDone, waitingFor: "no simulator can be reached" }],
    ["succeeded", succeeded(3), { result: resultJson, endTime }],
    ["failed", failed(3), { failure: { reason: "INTERNAL", description: "given up" }, endTime }],
    ["cancelled", cancelled(3), { endTime }],
  ])("a run that is %s is shown whole", async (state, forecast, rest) => {
    await using gateway = await startGateway({ forecast: { getForecast: () => ({ forecast }) } });
    const response = await gateway.fetch(path);
    expect(response.status).toBe(200);
    const { plan: planJson, ...json } = (await response.json()) as Record<string, unknown>;
    expect(json).toEqual({ id: ID, state, createTime: "2026-01-02T03:04:05.000Z", revision: 3, ...rest });
    expect(planJson).toMatchObject({ paths: 100_000, yearsToCover: 3, seed: "18446744073709551615" });
  });

  test("an unknown id is not found", async () => {
    await using gateway = await startGateway({ forecast: { getForecast: unknown } });
    const response = await gateway.fetch(path);
    expect(response.status).toBe(404);
    expect(await problemIn(response)).toMatchObject({ type: "/problems/forecast-not-found" });
  });

  test("a run that has ended may be kept for ever, one at work not at all", async () => {
    let forecast = running(3);
    await using gateway = await startGateway({ forecast: { getForecast: () => ({ forecast }) } });
    expect((await gateway.fetch(path)).headers.get("cache-control")).toBe("no-store");
    forecast = succeeded(4);
    expect((await gateway.fetch(path)).headers.get("cache-control")).toMatch(/^private.*immutable/);
  });

  test("a reader who has the newest revision is told so", async () => {
    await using gateway = await startGateway({
      forecast: { getForecast: () => ({ forecast: succeeded(4) }) },
    });
    const etag = (await gateway.fetch(path)).headers.get("etag") ?? "";
    const again = await gateway.fetch(path, { headers: { "if-none-match": etag } });
    expect(again.status).toBe(304);
    expect(again.headers.get("etag")).toBe(etag);
    expect(await again.text()).toBe("");
    const older = await gateway.fetch(path, { headers: { "if-none-match": '"3"' } });
    expect(older.status).toBe(200);
  });
});

describe("creating", () => {
  test("says where the run is", async () => {
    await using gateway = await startGateway({
      forecast: {
        createForecast: () => ({ forecast: queued(), created: true }),
      },
    });
    const response = await gateway.post("/v1/forecasts", {});
    expect(response.status).toBe(201);
    expect(response.headers.get("location")).toBe(path);
    expect(await response.json()).toMatchObject({ id: ID, state: "queued" });
  });

  test("is idempotent by its key", async () => {
    const requestIds: string[] = [];
    const createForecast = ({ requestId }: CreateForecastRequest) => {
      requestIds.push(requestId);
      return { forecast: queued(), created: requestIds.length === 1 };
    };
    await using gateway = await startGateway({ forecast: { createForecast } });
    const create = () => gateway.post("/v1/forecasts", {}, { headers: { "idempotency-key": "tuesday" } });
    expect([(await create()).status, (await create()).status]).toEqual([201, 200]);
    expect(requestIds).toEqual(["tuesday", "tuesday"]);
  });

  test("has a key of its own when none is given", async () => {
    const requestIds = new Set<string>();
    const createForecast = ({ requestId }: CreateForecastRequest) => {
      requestIds.add(requestId);
      return { forecast: queued(), created: true };
    };
    await using gateway = await startGateway({ forecast: { createForecast } });
    await gateway.post("/v1/forecasts", {});
    await gateway.post("/v1/forecasts", {});
    expect(requestIds.size).toBe(2);
  });

  test("refuses a key that was used with another plan", async () => {
    const createForecast = () => {
      throw new Refusal(status.ALREADY_EXISTS, "used before", { reason: "REQUEST_ID_CONFLICT" });
    };
    await using gateway = await startGateway({ forecast: { createForecast } });
    const response = await gateway.post(
      "/v1/forecasts",
      { paths: 2000 },
      { headers: { "idempotency-key": "tuesday" } },
    );
    expect(response.status).toBe(409);
    expect(await problemIn(response)).toMatchObject({ type: "/problems/request-id-conflict" });
  });

  test("names a key that is too long", async () => {
    await using gateway = await startGateway();
    const response = await gateway.post(
      "/v1/forecasts",
      {},
      { headers: { "idempotency-key": "k".repeat(256) } },
    );
    expect((await fieldsIn(response)).map((field) => field.toLowerCase())).toEqual(["idempotency-key"]);
  });
});

describe("listing", () => {
  test("goes on from page to page", async () => {
    const requests: ListForecastsRequest[] = [];
    const listForecasts = (request: ListForecastsRequest) => {
      requests.push(request);
      return { forecasts: [queued()], nextPageToken: request.pageToken === "" ? "next" : "" };
    };
    await using gateway = await startGateway({ forecast: { listForecasts } });
    const first = await (await gateway.fetch("/v1/forecasts?limit=1")).json();
    expect(first).toEqual({ forecasts: [expect.objectContaining({ id: ID })], nextCursor: "next" });
    const second = await (await gateway.fetch("/v1/forecasts?limit=100&cursor=next")).json();
    expect(second).toEqual({ forecasts: [expect.objectContaining({ id: ID })] });
    expect(requests).toEqual([
      { pageSize: 1, pageToken: "" },
      { pageSize: 100, pageToken: "next" },
    ]);
  });

  test.each(["0", "101", "-1", "1.5", "ten", "", "1e1"])("refuses a limit of %j", async (limit) => {
    await using gateway = await startGateway();
    expect(await fieldsIn(await gateway.fetch(`/v1/forecasts?limit=${limit}`))).toEqual(["limit"]);
  });

  test("names a cursor that is none", async () => {
    const listForecasts = () => {
      throw new Refusal(status.INVALID_ARGUMENT, "no", { fields: { page_token: "must be from an answer" } });
    };
    await using gateway = await startGateway({ forecast: { listForecasts } });
    expect(await fieldsIn(await gateway.fetch("/v1/forecasts?cursor=x"))).toEqual(["cursor"]);
  });
});

describe("cancelling", () => {
  test("twice leaves the run as it is", async () => {
    await using gateway = await startGateway({
      forecast: { cancelForecast: () => ({ forecast: cancelled(5) }) },
    });
    const cancel = () => gateway.fetch(path, { method: "DELETE" });
    const [first, second] = [await cancel(), await cancel()];
    expect([first.status, second.status]).toEqual([200, 200]);
    expect(await second.json()).toEqual(await first.json());
  });

  test("an unknown id is not found", async () => {
    await using gateway = await startGateway({ forecast: { cancelForecast: unknown } });
    const response = await gateway.fetch(path, { method: "DELETE" });
    expect(response.status).toBe(404);
    await problemIn(response);
  });

  test("an answer to DELETE is not kept", async () => {
    await using gateway = await startGateway({
      forecast: { cancelForecast: () => ({ forecast: cancelled(5) }) },
    });
    expect((await gateway.fetch(path, { method: "DELETE" })).headers.get("cache-control")).toBe("no-store");
  });
});
