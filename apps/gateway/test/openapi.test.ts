import { Validator } from "@seriousme/openapi-schema-validator";
import { expect, test } from "vitest";
import { startGateway } from "./gateway.ts";

test.each([
  ["no tokens", {}],
  ["tokens", { apiToken: "a token of some length", operatorToken: "another of some length" }],
])("with %s, the document is legal OpenAPI 3.1", async (_, tokens) => {
  await using gateway = await startGateway({}, tokens);
  const document = (await (await gateway.fetch("/openapi.json")).json()) as { openapi: string };
  expect(document.openapi).toMatch(/^3\.1\./);
  expect(await new Validator().validate(document)).toMatchObject({ valid: true });
});

test("a page shows the document", async () => {
  await using gateway = await startGateway();
  const response = await gateway.fetch("/docs");
  expect(response.headers.get("content-type")).toMatch(/^text\/html/);
  expect(await response.text()).toContain("/docs/script.js");
  expect((await gateway.fetch("/docs/script.js")).status).toBe(200);
});
