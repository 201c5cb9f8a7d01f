import { type ServerUnaryCall, status } from "@grpc/grpc-js";
import type { SimulateRequest, SimulateResponse } from "@trivium/contracts/simulation/v1/simulation";
import { expect, onTestFinished, test, vi } from "vitest";
import { plan } from "./fakes/forecasts.ts";
import { Refusal } from "./fakes/refusal.ts";
import { simulated } from "./fakes/simulator.ts";
import { startGateway } from "./gateway.ts";
import { problemIn } from "./problem.ts";

const MONTHS = 60;
const schedule = {
  drift: Array.from({ length: MONTHS }, () => 0.005),
  volatility: Array.from({ length: MONTHS }, () => 0.04),
  flow: Array.from({ length: MONTHS }, () => -100),
};
const buildSchedule = () => ({ plan, schedule });

test("one shard of at most 10,000 paths makes the answer, and nothing is stored", async () => {
  const shards: SimulateRequest[] = [];
  const simulate = (request: SimulateRequest) => {
    shards.push(request);
    return simulated(request);
  };
  await using gateway = await startGateway({ forecast: { buildSchedule }, simulator: { simulate } });
  const response = await gateway.post("/v1/previews", { paths: 100_000 });
  expect(response.status).toBe(200);
  expect(response.headers.get("cache-control")).toBe("no-store");
  expect(await response.json()).toMatchObject({
    plan: { paths: 100_000 },
    result: {
      paths: 10_000,
      years: expect.toSatisfy((years: unknown[]) => years.length === MONTHS / 12),
      contributions: [{ implementation: "typescript", paths: 10_000, computeMs: 2.5 }],
    },
    scheduleMs: expect.toSatisfy((time: number) => time > 0),
  });
  expect(shards).toMatchObject([
    { initialBalance: plan.initialBalance, seed: plan.seed, firstPath: 0n, pathCount: 10_000 },
  ]);
});

test("a schedule comes alone, with the paths of its preview, for who computes it", async () => {
  await using gateway = await startGateway({ forecast: { buildSchedule } });
  const response = await gateway.post("/v1/schedules", { paths: 100_000 });
  expect(response.status).toBe(200);
  expect(response.headers.get("cache-control")).toBe("no-store");
  expect(await response.json()).toEqual({
    plan: { ...plan, seed: String(plan.seed) },
    paths: 10_000,
    ...schedule,
    scheduleMs: expect.toSatisfy((time: number) => time > 0),
  });
});

test("a busy simulator is asked again", async () => {
  let asked = 0;
  const simulate = (request: SimulateRequest) => {
    asked += 1;
    if (asked === 1) throw new Refusal(status.RESOURCE_EXHAUSTED, "busy", { reason: "BUSY" });
    return simulated(request);
  };
  await using gateway = await startGateway({ forecast: { buildSchedule }, simulator: { simulate } });
  expect((await gateway.post("/v1/previews", {})).status).toBe(200);
});

test("a simulator that stays busy is a refusal for now", async () => {
  const simulate = () => {
    throw new Refusal(status.RESOURCE_EXHAUSTED, "busy", { reason: "BUSY", retryAfterMs: 20 });
  };
  await using gateway = await startGateway({ forecast: { buildSchedule }, simulator: { simulate } });
  const response = await gateway.post("/v1/previews", {});
  expect(response.status).toBe(429);
  expect(await problemIn(response)).toMatchObject({ type: "/problems/busy" });
});

test("both calls have one deadline", async () => {
  // Deadlines travel as time left: it passes in the first call, and not on the way.
  vi.useFakeTimers({ toFake: ["Date"] });
  onTestFinished(() => void vi.useRealTimers());
  const deadlines: number[] = [];
  const note = (call: { getDeadline(): Date | number }) => void deadlines.push(Number(call.getDeadline()));
  await using gateway = await startGateway({
    forecast: {
      buildSchedule: (_, call) => {
        note(call);
        vi.setSystemTime(Date.now() + 500);
        return buildSchedule();
      },
    },
    simulator: {
      simulate: (request, call) => {
        note(call);
        return simulated(request);
      },
    },
  });
  expect((await gateway.post("/v1/previews", {})).status).toBe(200);
  const [first = 0, second = 0] = deadlines;
  expect(first).toBeGreaterThan(Date.now());
  expect(second).toBe(first);
});

test("closing the tab cancels the shard", async () => {
  const begun = Promise.withResolvers<void>();
  const stopped = Promise.withResolvers<void>();
  const simulate = (_: SimulateRequest, call: ServerUnaryCall<SimulateRequest, SimulateResponse>) => {
    call.on("cancelled", stopped.resolve);
    begun.resolve();
    return new Promise<SimulateResponse>(() => {});
  };
  await using gateway = await startGateway({ forecast: { buildSchedule }, simulator: { simulate } });
  const tab = new AbortController();
  const answer = fetch(`${gateway.url}/v1/previews`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: "{}",
    signal: tab.signal,
  }).catch((error: Error) => error.name);
  await begun.promise;
  tab.abort();
  await stopped.promise;
  expect(await answer).toBe("AbortError");
});
