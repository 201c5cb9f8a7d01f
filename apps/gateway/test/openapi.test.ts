import { Validator } from "@seriousme/openapi-schema-validator";
import { planBounds } from "@trivium/contracts/bounds";
import { expect, test } from "vitest";
import { startGateway } from "./gateway.ts";

type Document = {
  openapi: string;
  security?: object[];
  paths: Record<string, Record<string, { responses: object; security?: object[] }>>;
  components: { schemas: Record<string, { properties: Record<string, object> }> };
};

test("the document is legal OpenAPI 3.1 and lists every operation", async () => {
  await using gateway = await startGateway();
  const document = (await (await gateway.fetch("/openapi.json")).json()) as Document;
  expect(document.openapi).toMatch(/^3\.1\./);
  expect(await new Validator().validate(document)).toMatchObject({ valid: true });
  const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.keys(methods).map((method) => `${method} ${path}`),
  );
  expect(operations.toSorted()).toEqual([
    "delete /v1/forecasts/{id}",
    "get /health",
    "get /metrics",
    "get /ready",
    "get /v1/forecasts",
    "get /v1/forecasts/{id}",
    "get /v1/forecasts/{id}/events",
    "get /v1/rollout",
    "get /v1/rollout/audit",
    "get /v1/rollout/events",
    "get /v1/rollout/mismatches",
    "get /v1/rollout/mismatches/{id}",
    "post /v1/forecasts",
    "post /v1/previews",
    "post /v1/rollout/kill",
    "post /v1/rollout/mismatches/{id}/replay",
    "post /v1/rollout/stage",
    "post /v1/schedules",
  ]);
});

test("operations that steer a rollout, and no others, ask for the operator's token", async () => {
  const tokens = { apiToken: "a token of some length", operatorToken: "another of some length" };
  await using gateway = await startGateway({}, tokens);
  const headers = { authorization: `Bearer ${tokens.operatorToken}` };
  const document = (await (await gateway.fetch("/openapi.json", { headers })).json()) as Document;
  expect(await new Validator().validate(document)).toMatchObject({ valid: true });
  expect(document.security).toEqual([{ token: [] }]);
  const asking = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.values(methods).flatMap(({ security }) =>
      JSON.stringify(security) === JSON.stringify([{ operator: [] }]) ? [path] : [],
    ),
  );
  expect(asking.toSorted()).toEqual([
    "/v1/rollout/kill",
    "/v1/rollout/mismatches/{id}/replay",
    "/v1/rollout/stage",
  ]);
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

test("a page shows the document", async () => {
  await using gateway = await startGateway();
  const response = await gateway.fetch("/docs");
  expect(response.headers.get("content-type")).toMatch(/^text\/html/);
  expect(await response.text()).toContain("/docs/script.js");
  expect((await gateway.fetch("/docs/script.js")).status).toBe(200);
});
