import { expect, test } from "vitest";
import { Refused, serve, stream } from "./gateway.ts";
import { rollout, state } from "./rollouts.ts";
import { run } from "./run.ts";

/** Runs a watch until so many lines are out. */
async function watched(url: string, lines: number, ...flags: string[]) {
  const stop = new AbortController();
  const { rollout: cli } = await import("../src/rollout.ts");
  const out: string[] = [];
  const err: string[] = [];
  const exit = await cli(["watch", ...flags], {
    variables: { TRIVIUM_URL: url },
    signal: stop.signal,
    out: (text) => {
      if (out.push(text) === lines) stop.abort();
    },
    err: (text) => void err.push(text),
  });
  return { exit, out, err: err.join("") };
}

test("every event is a line", async () => {
  await using gateway = await serve({
    "GET /v1/rollout": () => rollout(),
    "GET /v1/rollout/events": (_, response) => stream(response, rollout(), rollout(state(8, "off"))),
  });
  const { exit, out, err } = await watched(gateway.url, 2);
  expect([exit, err]).toEqual([0, ""]);
  expect(out[0]).toMatch(
    / v7 canary 12.34 % +control 12.5\/s p99 1.25 s +candidate 0\/s p99 - .* inconclusive\n$/,
  );
  expect(out[1]).toMatch(/ v8 off /);
});

test("--json is a document a line", async () => {
  await using gateway = await serve({
    "GET /v1/rollout": () => rollout(),
    "GET /v1/rollout/events": (_, response) => stream(response, rollout(), rollout(state(8))),
  });
  const { out } = await watched(gateway.url, 2, "--json");
  expect(out.map((line) => line.indexOf("\n") - line.length)).toEqual([-1, -1]);
  expect(out.map((line) => (JSON.parse(line) as { state: { version: number } }).state.version)).toEqual([
    7, 8,
  ]);
});

test("what switches the control on is seen", async () => {
  const more = { killSwitch: { on: true }, storeUnreachable: true };
  await using gateway = await serve({
    "GET /v1/rollout": () => rollout(),
    "GET /v1/rollout/events": (_, response) => stream(response, rollout(state(7), more)),
  });
  const { out } = await watched(gateway.url, 1);
  expect(out[0]).toContain("KILL SWITCH ON  STORE UNREACHABLE");
});

test("a stack that goes away is waited for", async () => {
  let asked = 0;
  await using gateway = await serve({
    "GET /v1/rollout": () => rollout(),
    "GET /v1/rollout/events": (_, response) => {
      asked += 1;
      if (asked === 3) return new Refused(503, "unavailable");
      stream(response, rollout(state(asked)));
      if (asked === 1) response.write(":\n\n", () => response.destroy());
      if (asked === 2) response.end();
      return undefined;
    },
  });
  const { exit, out, err } = await watched(gateway.url, 3);
  expect(exit).toBe(0);
  expect(out.map((line) => / (v\d) /.exec(line)?.[1])).toEqual(["v1", "v2", "v4"]);
  expect(err).toMatch(/was cut off: waiting for it/);
  expect(err).toMatch(/ended the stream/);
  expect(err).toMatch(/its rollout cannot be reached: waiting for it/);
});

test("a refusal ends the watch", async () => {
  await using gateway = await serve({
    "GET /v1/rollout": () => rollout(),
    "GET /v1/rollout/events": () => new Refused(429, "rate-limited", { detail: "too many" }),
  });
  expect(await run(gateway.url, ["watch"])).toMatchObject({ exit: 1, err: "too many\n" });
});
