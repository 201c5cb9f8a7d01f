import { status } from "@grpc/grpc-js";
import { expect, test } from "vitest";
import { ID, plan } from "./fakes/forecasts.ts";
import { Refusal } from "./fakes/refusal.ts";
import { startGateway } from "./gateway.ts";
import { fieldsIn, problemIn } from "./problem.ts";

const read = `/v1/forecasts/${ID}`;

test.each([
  ["INVALID_ARGUMENT", "INVALID_FIELDS", 400, "invalid-fields"],
  ["NOT_FOUND", "FORECAST_NOT_FOUND", 404, "forecast-not-found"],
  ["ALREADY_EXISTS", "REQUEST_ID_CONFLICT", 409, "request-id-conflict"],
  ["RESOURCE_EXHAUSTED", "QUEUE_FULL", 429, "queue-full"],
  ["RESOURCE_EXHAUSTED", "BUSY", 429, "busy"],
  ["UNAVAILABLE", "UNAVAILABLE", 503, "unavailable"],
  ["DEADLINE_EXCEEDED", "DEADLINE_EXCEEDED", 504, "deadline-exceeded"],
  ["INTERNAL", "INTERNAL", 500, "internal"],
] as const)("%s (%s) is %d %s", async (code, reason, httpStatus, slug) => {
  const getForecast = () => {
    throw new Refusal(status[code], "no", { reason });
  };
  await using gateway = await startGateway({ forecast: { getForecast } });
  const response = await gateway.fetch(read);
  expect(response.status).toBe(httpStatus);
  expect(await problemIn(response)).toMatchObject({ type: `/problems/${slug}` });
});

test.each(["UNKNOWN", "INTERNAL", "DATA_LOSS", "UNIMPLEMENTED", "UNAVAILABLE", "DEADLINE_EXCEEDED"] as const)(
  "what %s says stays inside",
  async (code) => {
    const getForecast = () => {
      throw new Refusal(status[code], "panic: password=hunter2 at 10.0.0.3:5432");
    };
    await using gateway = await startGateway({ forecast: { getForecast } });
    const response = await gateway.fetch(read);
    expect(response.status).toBeGreaterThanOrEqual(500);
    const problem = await problemIn(response);
    expect(JSON.stringify(problem)).not.toMatch(/hunter2|10\.0\.0\.3|panic/);
    expect(problem.title).not.toBe("");
  },
);

test("a log line has the cause that the caller is not told", async () => {
  const getForecast = () => {
    throw new Refusal(status.INTERNAL, "the disk is full");
  };
  await using gateway = await startGateway({ forecast: { getForecast } });
  const traceId = "4bf92f3577b34da6a3ce929d0e0e4736";
  await gateway.fetch(read, { headers: { traceparent: `00-${traceId}-00f067aa0ba902b7-01` } });
  const line = gateway.log.find((candidate) => candidate.includes("the disk is full"));
  expect(line).toContain(`"trace_id":"${traceId}"`);
});

test("details that cannot be decoded do not hide the status", async () => {
  const getForecast = () => {
    const refusal = new Refusal(status.NOT_FOUND, "no");
    refusal.metadata.set("grpc-status-details-bin", Buffer.from([0xff, 0xff, 0xff]));
    throw refusal;
  };
  await using gateway = await startGateway({ forecast: { getForecast } });
  expect((await gateway.fetch(read)).status).toBe(404);
});

test("a fault across fields has the names of JSON", async () => {
  const createForecast = () => {
    throw new Refusal(status.INVALID_ARGUMENT, "plan.years_to_cover must be less", {
      reason: "INVALID_FIELDS",
      fields: { "plan.years_to_cover": "must be, with the years before, at most 100", request_id: "no" },
    });
  };
  await using gateway = await startGateway({ forecast: { createForecast } });
  const response = await gateway.post("/v1/forecasts", { yearsUntilRetirement: 60, yearsToCover: 50 });
  expect(await response.clone().json()).toMatchObject({
    errors: [
      { field: "yearsToCover", expected: "must be, with the years before, at most 100" },
      { field: "Idempotency-Key" },
    ],
  });
  expect(await fieldsIn(response)).toEqual(["Idempotency-Key", "yearsToCover"]);
});

test("a refusal for now says when to try again", async () => {
  const createForecast = () => {
    throw new Refusal(status.RESOURCE_EXHAUSTED, "full", { reason: "QUEUE_FULL", retryAfterMs: 1250 });
  };
  await using gateway = await startGateway({ forecast: { createForecast } });
  const response = await gateway.post("/v1/forecasts", {});
  expect(response.status).toBe(429);
  expect(response.headers.get("retry-after")).toBe("2");
  expect(await problemIn(response)).toMatchObject({ retryAfterMs: 1250 });
});

test("a forecast service that is away is 503, and readiness says so", async () => {
  await using gateway = await startGateway();
  expect((await gateway.fetch("/ready")).status).toBe(200);
  await gateway.backends.stop("forecast");
  const response = await gateway.fetch(read);
  expect(response.status).toBe(503);
  expect(await problemIn(response)).toMatchObject({ type: "/problems/unavailable" });
  expect((await gateway.fetch("/ready")).status).toBe(503);
  expect((await gateway.fetch("/health")).status).toBe(200);
});

test("an answer that lacks what the contract promises is internal", async () => {
  await using gateway = await startGateway({
    forecast: {
      getForecast: () => ({ forecast: undefined }),
      buildSchedule: () => ({ plan, schedule: undefined }),
    },
  });
  expect((await gateway.fetch(read)).status).toBe(500);
  const response = await gateway.post("/v1/previews", {});
  expect(response.status).toBe(500);
  await problemIn(response);
});

test("every problem has another request id", async () => {
  await using gateway = await startGateway();
  const ids = await Promise.all(
    [1, 2, 3].map(async () => (await problemIn(await gateway.fetch("/nothing"))).requestId),
  );
  expect(new Set(ids).size).toBe(3);
});
