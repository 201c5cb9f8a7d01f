import { Validator } from "@seriousme/openapi-schema-validator";
import { planBounds } from "@trivium/contracts/bounds";
import { expect, test } from "vitest";
import { startGateway } from "./gateway.ts";

type Document = {
  openapi: string;
  paths: Record<string, Record<string, { responses: object }>>;
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
    "post /v1/forecasts",
    "post /v1/previews",
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
