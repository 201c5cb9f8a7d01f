import { expect, test } from "vitest";
import { Refused, serve } from "./gateway.ts";
import { entries, ID, rollout, state, summary } from "./rollouts.ts";
import { run } from "./run.ts";

test("status shows the road, both sides, budgets and evidence", async () => {
  await using gateway = await serve({ "GET /v1/rollout": () => rollout() });
  const { exit, out, err } = await run(gateway.url, ["status"]);
  expect([exit, err]).toEqual([0, ""]);
  expect(out).toBe(`solve: off - shadow - [canary 12.34 %] - reversed - retired
version 7, since 2026-01-02 03:04:05Z

                  build   calls/s  failed/s  refused/s  p50      p90    p99
control (go)      go-1    12.5     0         0          12.5 ms  20 ms  1.25 s
candidate (rust)  rust-1  0        0         0          -        -      -

budget   verdict       observed  limit  used  samples
latency  pass          0.25 x    1 x    25 %  1000
errors   inconclusive  -         1 %    0 %   7 of 100 needed

1000 calls compared, 1 differed, 2 left out for want of room
3 mismatches stored
`);
});

test("status says that the kill switch is on, and that the store is away", async () => {
  const more = { killSwitch: { on: true, description: "the file kill" }, storeUnreachable: true };
  await using gateway = await serve({ "GET /v1/rollout": () => rollout(state(7), more) });
  const { out } = await run(gateway.url, ["status"]);
  expect(out).toContain("The kill switch is on, the control answers everything: the file kill\n");
  expect(out).toContain("The store cannot be reached");
});

test.each([
  ["status", "/v1/rollout", rollout()],
  ["mismatches", "/v1/rollout/mismatches?", { mismatches: [summary] }],
  ["audit", "/v1/rollout/audit?", { entries }],
])("%s --json is the gateway's answer, as one document", async (command, path, answer) => {
  await using gateway = await serve({ [`GET ${path}`]: () => answer });
  const { exit, out } = await run(gateway.url, [command, "--json"]);
  expect([exit, JSON.parse(out)]).toEqual([0, answer]);
});

test("mismatches are a table that says how to see more", async () => {
  await using gateway = await serve({
    "GET /v1/rollout/mismatches?limit=1": () => ({ mismatches: [summary], nextCursor: "c2" }),
    "GET /v1/rollout/mismatches?cursor=c2": () => ({ mismatches: [] }),
  });
  const { out } = await run(gateway.url, ["mismatches", "--limit", "1"]);
  expect(out).toContain(ID);
  expect(out).toMatch(
    /2026-01-02 03:04:06Z +12 +shadow +value: control 1 \[0{15}1\], candidate 2 \[0{15}2\]/,
  );
  expect(out).toContain("more: npx trivium rollout mismatches --cursor c2");
  expect(await run(gateway.url, ["mismatches", "--cursor", "c2"])).toMatchObject({ out: "no mismatches\n" });
});

test("the audit trail says who, what and why, and steers no terminal", async () => {
  await using gateway = await serve({ "GET /v1/rollout/audit?": () => ({ entries }) });
  const { out } = await run(gateway.url, ["audit"]);
  const [, first = "", second = ""] = out.split("\n");
  expect(first).toMatch(/^8 .* trivium +canary 12.34 % -> off +a mismatch \(mismatch 01890a5d-/);
  expect(second).toMatch(/^7 .* ada +canary 12.34 % +\u{fffd}\[31mred lines$/u);
});

test("the token is shown", async () => {
  await using gateway = await serve({ "GET /v1/rollout": () => rollout() });
  await run(gateway.url, ["status"], { TRIVIUM_TOKEN: "secret" });
  expect(gateway.arrived).toMatchObject([{ authorization: "Bearer secret" }]);
});

test.each([
  [401, "unauthenticated", {}, /asks for a token: set TRIVIUM_TOKEN/],
  [401, "unauthenticated", { TRIVIUM_TOKEN: "wrong" }, /asks for another token/],
  [403, "operator-required", { TRIVIUM_TOKEN: "reader" }, /takes the operator's token/],
  [503, "unavailable", {}, /the store of its rollout cannot be reached/],
  [404, "rollout-not-found", {}, /Title/],
])("%d %s fails, and says what to do", async (status, slug, variables, words) => {
  await using gateway = await serve({ "GET /v1/rollout": () => new Refused(status, slug) });
  const { exit, out, err } = await run(gateway.url, ["status"], variables);
  expect([exit, out]).toEqual([1, ""]);
  expect(err).toMatch(words);
  const json = await run(gateway.url, ["status", "--json"], variables);
  expect(JSON.parse(json.out)).toMatchObject({ type: `/problems/${slug}`, status });
});

test.each(["status", "watch", "audit", "mismatches"])(
  "%s without a stack says how to start one",
  async (command) => {
    const { url } = await ended();
    const { exit, out, err } = await run(url, [command]);
    expect([exit, out]).toEqual([1, ""]);
    expect(err).toContain(`there is no stack at ${url}`);
    expect(err).toContain("npm start");
  },
);

test("a stack that stops is not called something else", async () => {
  await using gateway = await serve({
    "GET /v1/rollout": (_, response) =>
      response.writeHead(503, { "content-type": "application/json" }).end('{"error":"Service Unavailable"}'),
  });
  expect(await run(gateway.url, ["status"])).toMatchObject({
    exit: 1,
    err: expect.stringMatching(/starts or stops/),
  });
});

test("what is no gateway is called so", async () => {
  await using other = await serve({
    "GET /v1/rollout": (_, response) => response.writeHead(200, { "content-type": "text/html" }).end("<p>"),
  });
  const { exit, err } = await run(other.url, ["status"]);
  expect(exit).toBe(1);
  expect(err).toMatch(/is no gateway of Trivium/);
});

test("an address on the command line goes before the environment's, with a path and a slash", async () => {
  await using gateway = await serve({ "GET /below/v1/rollout": () => rollout() });
  expect(await run("nonsense", ["status", "--url", `${gateway.url}/below/`])).toMatchObject({ exit: 0 });
});

test("of several rollouts, one is asked for by its service", async () => {
  await using gateway = await serve({
    "GET /v1/rollout?service=pricing": () => rollout(),
    "GET /v1/rollout/audit?limit=1&service=pricing": () => ({ entries }),
  });
  const service = ["--service", "pricing"];
  expect(await run(gateway.url, ["status", ...service])).toMatchObject({ exit: 0 });
  expect(await run(gateway.url, ["audit", "--limit", "1", ...service])).toMatchObject({ exit: 0 });
  const variables = { TRIVIUM_SERVICE: "pricing" };
  expect(await run(gateway.url, ["status"], variables)).toMatchObject({ exit: 0 });
  expect(await run(gateway.url, ["status", "--service", "billing"], variables)).toMatchObject({ exit: 1 });
});

/** A gateway that was there, and is no longer. */
async function ended() {
  await using gateway = await serve({});
  return { url: gateway.url };
}
