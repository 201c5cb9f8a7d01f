import type { Forecast } from "@trivium/gateway/schemas";
import { expect, test } from "vitest";
import { Fault } from "../src/api/fault.ts";
import { type Run, type RunEvent, reduceRun } from "../src/forecast/run.ts";
import { defaultPlan } from "../src/plan/fields.ts";

const fault = new Fault({ kind: "unreachable" });
const common = { id: "run", plan: defaultPlan, createTime: "2026-01-01T00:00:00Z" };
const running = (revision: number, pathsDone: number): Forecast => ({
  ...common,
  revision,
  state: "running",
  progress: { pathsDone, pathsTotal: 100_000, pathsPerSecond: 0 },
});
const cancelled: Forecast = { ...common, revision: 9, state: "cancelled", endTime: "2026-01-01T00:00:01Z" };
const seen = (forecast: Forecast): RunEvent => ({ kind: "seen", forecast, gatewayMs: 5 });

const after = (...events: readonly RunEvent[]) => events.reduce(reduceRun, { state: "none" } as Run);

test("states of a run only go forward, whatever order they come in", () => {
  expect(after(seen(running(3, 300)), seen(running(2, 200)))).toMatchObject({
    forecast: { revision: 3, progress: { pathsDone: 300 } },
  });
});

test("the newest state is kept while the gateway is lost, and a newer one ends the loss", () => {
  const lost = after(seen(running(3, 300)), { kind: "lost", fault });
  expect(lost).toMatchObject({ forecast: { revision: 3 }, link: { state: "lost", fault } });
  expect(reduceRun(lost, seen(running(4, 400)))).toMatchObject({ link: { state: "live" } });
});

test("a refusal to stop is forgotten once the run has ended", () => {
  const refused = after(seen(running(3, 300)), { kind: "stopping" }, { kind: "stop refused", fault });
  expect(refused).toMatchObject({ stop: { state: "refused", fault } });
  expect(reduceRun(refused, seen(running(4, 400)))).toMatchObject({ stop: { state: "refused" } });
  expect(reduceRun(refused, seen(cancelled))).toMatchObject({ stop: { state: "none" } });
});

test("a run that is left hears nothing of its stream any more", () => {
  expect(after(seen(running(3, 300)), { kind: "left" }, { kind: "lost", fault })).toEqual({ state: "none" });
});
