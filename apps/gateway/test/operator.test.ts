import { request } from "node:http";
import { expect, test } from "vitest";
import { answers, rollout, state } from "./fakes/rollouts.ts";
import { type Gateway, startGateway } from "./gateway.ts";
import { problemIn } from "./problem.ts";

const apiToken = "a token of some length";
const operatorToken = "another of some length";
const both = { apiToken, operatorToken };

const steering = [
  ["/v1/rollout/stage?service=forecast", { version: 1, stage: "off", reason: "test" }],
  ["/v1/rollout/kill?service=forecast", { reason: "test" }],
  ["/v1/rollout/mismatches/x/replay?service=forecast", {}],
] as const;

const steered = {
  getRollout: () => ({ rollout: rollout() }),
  setStage: () => ({ rollout: rollout() }),
  kill: () => ({ rollout: rollout(), stored: true }),
  replayMismatch: () => ({ ...answers, identity: state(1).identity }),
};

/** The statuses of every way to steer, with a header of authorization. */
async function statuses(gateway: Gateway, authorization?: string): Promise<number[]> {
  const headers: Record<string, string> = authorization === undefined ? {} : { authorization };
  return Promise.all(
    steering.map(async ([path, body]) => {
      const response = await gateway.post(path, body, { headers });
      if (!response.ok) await problemIn(response);
      return response.status;
    }),
  );
}

test.each([undefined, "Bearer wrong", `Basic ${operatorToken}`, `Bearer ${operatorToken}x`])(
  "with tokens configured, %j steers nothing",
  async (authorization) => {
    for (const tokens of [both, { operatorToken }, { apiToken }]) {
      await using gateway = await startGateway({}, tokens);
      expect(await statuses(gateway, authorization)).toEqual([401, 401, 401]);
    }
  },
);

test("a reader's token reads and does not steer", async () => {
  for (const tokens of [both, { apiToken }]) {
    await using gateway = await startGateway({ forecastRollout: steered }, tokens);
    const headers = { authorization: `Bearer ${apiToken}` };
    expect((await gateway.fetch("/v1/rollout?service=forecast", { headers })).status).toBe(200);
    const response = await gateway.post("/v1/rollout/kill?service=forecast", { reason: "test" }, { headers });
    expect(await problemIn(response)).toMatchObject({ type: "/problems/operator-required" });
    expect(await statuses(gateway, headers.authorization)).toEqual([403, 403, 403]);
  }
});

test("the operator's token reads and steers", async () => {
  await using gateway = await startGateway({ forecastRollout: steered }, both);
  const headers = { authorization: `Bearer ${operatorToken}` };
  expect((await gateway.fetch("/v1/rollout?service=forecast", { headers })).status).toBe(200);
  expect(await statuses(gateway, headers.authorization)).toEqual([200, 200, 200]);
});

test("with an operator's token alone, reading is free", async () => {
  await using gateway = await startGateway({ forecastRollout: steered }, { operatorToken });
  expect((await gateway.fetch("/v1/rollout?service=forecast")).status).toBe(200);
  expect(await statuses(gateway, `Bearer ${operatorToken}`)).toEqual([200, 200, 200]);
});

test("operations that steer a rollout, and no others, ask for the operator's token", async () => {
  await using gateway = await startGateway({}, both);
  const document = (await (await gateway.fetch("/openapi.json")).json()) as {
    security: object[];
    paths: Record<string, Record<string, { security?: object[] }>>;
  };
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

/** The status of a kill and of a replay without a body, with headers that fetch does not send. */
async function withHeaders(gateway: Gateway, headers: Record<string, string>): Promise<number[]> {
  const post = (path: string, body: string) =>
    new Promise<number>((resolve, reject) => {
      const type = body === "" ? {} : { "content-type": "application/json" };
      request(`${gateway.url}${path}`, { method: "POST", headers: { ...type, ...headers } }, (response) => {
        response.resume();
        resolve(response.statusCode ?? 0);
      })
        .on("error", reject)
        .end(body);
    });
  return [
    await post("/v1/rollout/kill?service=forecast", '{"reason":"test"}'),
    await post("/v1/rollout/mismatches/x/replay?service=forecast", ""),
  ];
}

test.each([
  { "sec-fetch-site": "cross-site" },
  { "sec-fetch-site": "same-site", origin: "http://127.0.0.1:9999" },
  { origin: "https://elsewhere.example" },
  { origin: "null" },
  { host: "elsewhere.example:8080", origin: "http://elsewhere.example:8080" },
  { host: "localhost.elsewhere.example", "sec-fetch-site": "same-origin" },
  { host: "127.0.0.1.elsewhere.example" },
])("without tokens, a page of another site steers nothing: %j", async (headers) => {
  await using gateway = await startGateway({});
  expect(await withHeaders(gateway, headers as Record<string, string>)).toEqual([403, 403]);
});

test.each([
  {},
  { "sec-fetch-site": "same-origin", origin: "http://127.0.0.1:5173" },
  { "sec-fetch-site": "none" },
  { host: "localhost:8080", origin: "http://localhost:8080" },
  { host: "[::1]:8080" },
])("without tokens, the own page and programs steer: %j", async (headers) => {
  await using gateway = await startGateway({ forecastRollout: steered });
  expect(await withHeaders(gateway, headers as Record<string, string>)).toEqual([200, 200]);
});
