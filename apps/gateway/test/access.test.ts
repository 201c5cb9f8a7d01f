import { expect, test } from "vitest";
import { succeeded } from "./fakes/forecasts.ts";
import { startGateway } from "./gateway.ts";
import { problemIn } from "./problem.ts";

const apiToken = "a token of some length";

test.each([undefined, "Bearer", "Bearer wrong", `Basic ${apiToken}`, `bearer ${apiToken}x`])(
  "with a token configured, %j does not pass",
  async (authorization) => {
    await using gateway = await startGateway({}, { apiToken });
    const headers: Record<string, string> = authorization === undefined ? {} : { authorization };
    for (const path of ["/v1/forecasts", "/metrics"]) {
      const response = await gateway.fetch(path, { headers });
      expect(response.status).toBe(401);
      expect(response.headers.get("www-authenticate")).toBe("Bearer");
      expect(await problemIn(response)).toMatchObject({ type: "/problems/unauthenticated" });
    }
  },
);

test("who has the token passes, and health needs none", async () => {
  await using gateway = await startGateway({ getForecast: () => ({ forecast: succeeded(4) }) }, { apiToken });
  const headers = { authorization: `Bearer ${apiToken}` };
  expect((await gateway.fetch("/v1/forecasts/x", { headers })).status).toBe(200);
  expect((await gateway.fetch("/metrics", { headers })).status).toBe(200);
  expect((await gateway.fetch("/health")).status).toBe(200);
  expect((await gateway.fetch("/ready")).status).toBe(200);
});

test("an address that asks too often is told when to come back", async () => {
  const listForecasts = () => ({ forecasts: [], nextPageToken: "" });
  await using gateway = await startGateway({ listForecasts }, { rateLimitPerMinute: 2 });
  const statuses = [];
  for (let i = 0; i < 2; i++) statuses.push((await gateway.fetch("/v1/forecasts")).status);
  const refused = await gateway.fetch("/v1/forecasts");
  expect([...statuses, refused.status]).toEqual([200, 200, 429]);
  expect(Number(refused.headers.get("retry-after"))).toBeGreaterThan(0);
  expect(await problemIn(refused)).toMatchObject({ type: "/problems/rate-limited" });
});

test("every answer has the headers that keep a browser safe", async () => {
  await using gateway = await startGateway();
  for (const path of ["/health", "/docs", "/nothing"]) {
    const { headers } = await gateway.fetch(path);
    expect(headers.get("content-security-policy")?.split(";")).toEqual(
      expect.arrayContaining([
        "default-src 'self'",
        "script-src 'self' 'wasm-unsafe-eval'",
        "worker-src 'self'",
        "frame-ancestors 'none'",
      ]),
    );
    expect(headers.get("x-content-type-options")).toBe("nosniff");
    expect(headers.get("referrer-policy")).toBe("no-referrer");
  }
});
