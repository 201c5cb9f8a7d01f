import { expect, test } from "vitest";
import { scriptSources } from "../src/own.ts";
import { type Gateway, startGateway } from "./gateway.ts";
import { operationsOf } from "./operations.ts";
import { problemIn } from "./problem.ts";

const apiToken = "a token of some length";
const free = ["/health", "/ready"];

/** Every operation that is not free, asked for. */
async function answers(gateway: Gateway, headers: Record<string, string>): Promise<Response[]> {
  const guarded = (await operationsOf(gateway)).filter(({ path }) => !free.includes(path));
  return Promise.all(guarded.map(({ method, path }) => gateway.fetch(path, { method, headers })));
}

test.each([undefined, "Bearer", "Bearer wrong", `Basic ${apiToken}`, `bearer ${apiToken}x`])(
  "with a token configured, %j does not pass",
  async (authorization) => {
    await using gateway = await startGateway({}, { apiToken });
    for (const response of await answers(gateway, authorization === undefined ? {} : { authorization })) {
      expect(response.status).toBe(401);
      expect(response.headers.get("www-authenticate")).toBe("Bearer");
      expect(await problemIn(response)).toMatchObject({ type: "/problems/unauthenticated" });
    }
  },
);

test("who has the token passes, and health needs none", async () => {
  await using gateway = await startGateway({}, { apiToken });
  const headers = { authorization: `Bearer ${apiToken}` };
  expect((await gateway.fetch("/metrics", { headers })).status).toBe(200);
  for (const path of free) expect((await gateway.fetch(path)).status).toBe(200);
});

test("an address that asks too often is told when to come back", async () => {
  await using gateway = await startGateway({}, { rateLimitPerMinute: 1 });
  const limited = (await operationsOf(gateway)).filter(({ path }) => path.startsWith("/v1/"));
  for (const { method, path } of limited) await gateway.fetch(path, { method });
  for (const { method, path } of limited) {
    const refused = await gateway.fetch(path, { method });
    expect([path, refused.status]).toEqual([path, 429]);
    expect(Number(refused.headers.get("retry-after"))).toBeGreaterThan(0);
    expect(await problemIn(refused)).toMatchObject({ type: "/problems/rate-limited" });
  }
});

test("every answer has the headers that keep a browser safe", async () => {
  await using gateway = await startGateway();
  for (const path of ["/health", "/docs", "/nothing"]) {
    const { headers } = await gateway.fetch(path);
    expect(headers.get("content-security-policy")?.split(";")).toEqual(
      expect.arrayContaining([
        "default-src 'self'",
        ["script-src 'self'", ...scriptSources].join(" "),
        "worker-src 'self'",
        "frame-ancestors 'none'",
      ]),
    );
    expect(headers.get("x-content-type-options")).toBe("nosniff");
    expect(headers.get("referrer-policy")).toBe("no-referrer");
  }
});
