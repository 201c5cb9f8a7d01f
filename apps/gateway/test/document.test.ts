import { planBounds } from "@trivium/contracts/forecast/v1/bounds";
import { expect, test } from "vitest";
import { startGateway } from "./gateway.ts";
import { operationsOf } from "./operations.ts";

type Document = {
  components: { schemas: Record<string, { properties: Record<string, object> }> };
};

test("the document lists every operation", async () => {
  await using gateway = await startGateway();
  const operations = (await operationsOf(gateway)).map(({ method, path }) => `${method} ${path}`);
  const ours = [
    "DELETE /v1/forecasts/x",
    "GET /health",
    "GET /metrics",
    "GET /ready",
    "GET /v1/forecasts",
    "GET /v1/forecasts/x",
    "GET /v1/forecasts/x/events",
    "GET /v1/rollout",
    "GET /v1/rollout/audit",
    "GET /v1/rollout/events",
    "GET /v1/rollout/mismatches",
    "GET /v1/rollout/mismatches/x",
    "POST /v1/forecasts",
    "POST /v1/previews",
    "POST /v1/rollout/kill",
    "POST /v1/rollout/mismatches/x/replay",
    "POST /v1/rollout/stage",
    "POST /v1/schedules",
  ];
  expect(operations).toEqual(expect.arrayContaining(ours));
});

test("a plan's ranges and defaults are the contract's", async () => {
  await using gateway = await startGateway();
  const document = (await (await gateway.fetch("/openapi.json")).json()) as Document;
  for (const [field, { min, max, default: value }] of Object.entries(planBounds)) {
    expect(document.components.schemas["Plan"]?.properties[field]).toMatchObject({
      minimum: min,
      maximum: max,
      default: value,
    });
  }
});
