import { expect, test } from "vitest";
import type { Scenario } from "./scenario.ts";

const unknown = "00000000-0000-7000-8000-000000000000";

/** Bad input is refused at the edge, whatever is behind it. */
export const input: Scenario = (setting) => {
  test.each([
    ["every bad field is named", { paths: 1e9, initialBalance: -1, colour: 1 }, 400, "invalid-fields"],
    ["years of two fields together", { yearsUntilRetirement: 60, yearsToCover: 50 }, 400, "invalid-fields"],
    ["an infinite number", '{"monthlySaving": 1e999}', 400, "invalid-fields"],
    ["no JSON", "{", 400, "unreadable-body"],
    ["a body of 2 MB", " ".repeat(2_000_000), 413, "unreadable-body"],
  ])("%s", async (_, body, status, slug) => {
    const response = await setting().client.post("/v1/forecasts", body);
    expect(response.status).toBe(status);
    expect(response.headers.get("content-type")).toMatch(/^application\/problem\+json/);
    expect(await response.json()).toMatchObject({ type: `/problems/${slug}`, status });
  });

  test.each([
    ["GET", `/v1/forecasts/${unknown}`],
    ["DELETE", `/v1/forecasts/${unknown}`],
    ["GET", `/v1/forecasts/${unknown}/events`],
    ["GET", "/v1/forecasts/one"],
  ])("%s %s is not found", async (method, path) => {
    const headers = path.endsWith("/events") ? { accept: "text/event-stream" } : {};
    const response = await setting().client.send(path, { method, headers });
    expect(response.status).toBe(404);
    expect(await response.json()).toMatchObject({ type: "/problems/forecast-not-found" });
  });

  test("a preview is refused like a forecast", async () => {
    const response = await setting().client.post("/v1/previews", { paths: 0, returnAfter: 9 });
    const { errors } = (await response.json()) as { errors: { field: string }[] };
    expect(errors.map(({ field }) => field).toSorted()).toEqual(["paths", "returnAfter"]);
  });
};
