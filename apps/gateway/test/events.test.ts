import { type ServerWritableStream, status } from "@grpc/grpc-js";
import type {
  WatchForecastRequest,
  WatchForecastResponse,
} from "@trivium/contracts/forecast/v1/forecast_service";
import { expect, test } from "vitest";
import { cancelled, ID, running, succeeded } from "./fakes/forecasts.ts";
import { Refusal } from "./fakes/refusal.ts";
import { startGateway } from "./gateway.ts";
import { fieldsIn, problemIn } from "./problem.ts";

type Call = ServerWritableStream<WatchForecastRequest, WatchForecastResponse>;

const path = `/v1/forecasts/${ID}/events`;
const accept = { accept: "text/event-stream" };

/** The ids and states in a stream of events. */
function eventsIn(text: string): [id: string, state: unknown][] {
  const blocks = text.split("\n\n").filter((block) => block.includes("data:"));
  return blocks.map((block) => {
    expect(block).toMatch(/^event: forecast$/m);
    const data = /^data: (.*)$/m.exec(block)?.[1] ?? "";
    return [/^id: (.*)$/m.exec(block)?.[1] ?? "", (JSON.parse(data) as { state: unknown }).state];
  });
}

test("states follow each other until the last, with their revisions as ids", async () => {
  const watchForecast = (call: Call) => {
    for (const forecast of [running(3), running(5), succeeded(6)]) call.write({ forecast });
    call.end();
  };
  await using gateway = await startGateway({ forecast: { watchForecast } });
  const response = await gateway.fetch(path, { headers: accept });
  expect(response.headers.get("content-type")).toMatch(/^text\/event-stream/);
  expect(eventsIn(await response.text())).toEqual([
    ["3", "running"],
    ["5", "running"],
    ["6", "succeeded"],
  ]);
});

test("a reader goes on behind the event it saw last", async () => {
  const asked: bigint[] = [];
  const watchForecast = (call: Call) => {
    asked.push(call.request.afterRevision);
    call.write({ forecast: cancelled(9) });
    call.end();
  };
  await using gateway = await startGateway({ forecast: { watchForecast } });
  const response = await gateway.fetch(path, { headers: { ...accept, "last-event-id": "7" } });
  expect(eventsIn(await response.text())).toEqual([["9", "cancelled"]]);
  expect(asked).toEqual([7n]);
});

test("a stream outlives the forecast service, without repeating itself", async () => {
  const asked: bigint[] = [];
  const watchForecast = (call: Call) => {
    asked.push(call.request.afterRevision);
    call.write({ forecast: running(3) });
  };
  await using gateway = await startGateway({ forecast: { watchForecast } });
  const response = await gateway.fetch(path, { headers: accept });
  const reader = response.body?.getReader();
  await reader?.read();
  await gateway.backends.stop("forecast");
  await gateway.backends.start("forecast", {
    forecast: {
      watchForecast: (call) => {
        asked.push(call.request.afterRevision);
        call.write({ forecast: succeeded(8) });
        call.end();
      },
    },
  });
  let rest = "";
  for (let part = await reader?.read(); part?.done === false; part = await reader?.read()) {
    rest += new TextDecoder().decode(part.value);
  }
  expect(eventsIn(rest)).toEqual([["8", "succeeded"]]);
  expect(asked).toEqual([0n, 3n]);
});

test("a reader who goes takes the call along", async () => {
  const { promise: cancelledCall, resolve } = Promise.withResolvers<void>();
  const watchForecast = (call: Call) => {
    call.on("cancelled", resolve);
    call.write({ forecast: running(3) });
  };
  await using gateway = await startGateway({ forecast: { watchForecast } });
  const tab = new AbortController();
  const response = await gateway.fetch(path, { headers: accept, signal: tab.signal });
  await response.body?.getReader().read();
  tab.abort();
  await cancelledCall;
});

test("an unknown run is a problem, not a stream", async () => {
  const watchForecast = (call: Call) => {
    call.emit("error", new Refusal(status.NOT_FOUND, "no", { reason: "FORECAST_NOT_FOUND" }));
  };
  await using gateway = await startGateway({ forecast: { watchForecast } });
  const response = await gateway.fetch(path, { headers: accept });
  expect(response.status).toBe(404);
  expect(await problemIn(response)).toMatchObject({ type: "/problems/forecast-not-found" });
});

test.each(["-1", "1.5", "last", "99999999999999999"])("a Last-Event-ID cannot be %j", async (id) => {
  await using gateway = await startGateway();
  const response = await gateway.fetch(path, { headers: { ...accept, "last-event-id": id } });
  expect(await fieldsIn(response)).toEqual(["last-event-id"]);
});

test("a gateway that drains ends its streams", async () => {
  await using gateway = await startGateway({
    forecast: {
      watchForecast: (call: Call) => void call.write({ forecast: running(3) }),
    },
  });
  const response = await gateway.fetch(path, { headers: accept });
  const text = response.text();
  await gateway.drain();
  expect(eventsIn(await text)).toEqual([["3", "running"]]);
});
