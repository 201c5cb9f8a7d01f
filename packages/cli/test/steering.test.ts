import { userInfo } from "node:os";
import { expect, test } from "vitest";
import { Refused, serve } from "./gateway.ts";
import { difference, ID, rollout, state } from "./rollouts.ts";
import { run } from "./run.ts";

const why = ["--reason", "looks good"];

test("a step is meant for the version that was just read, and is yours", async () => {
  await using gateway = await serve({
    "GET /v1/rollout": () => rollout(state(7, "shadow")),
    "POST /v1/rollout/stage": () => rollout(state(8)),
  });
  const { exit, out } = await run(gateway.url, ["set", "canary", "--percent", "12.34", ...why]);
  expect(exit).toBe(0);
  expect(out).toContain("[canary 12.34 %]");
  expect(gateway.arrived.at(-1)?.body).toEqual({
    version: 7,
    stage: "canary",
    percent: 12.34,
    reason: "looks good",
    actor: userInfo().username,
  });
});

test("a step may be meant for another version, and be another's", async () => {
  await using gateway = await serve({ "POST /v1/rollout/stage": () => rollout(state(4, "retired")) });
  const args = ["retire", ...why, "--version", "3", "--actor", "ada", "--json"];
  const { exit, out } = await run(gateway.url, args);
  expect([exit, JSON.parse(out)]).toEqual([0, rollout(state(4, "retired"))]);
  expect(gateway.arrived.map(({ body }) => body)).toEqual([
    { version: 3, stage: "retired", reason: "looks good", actor: "ada" },
  ]);
});

test.each([
  ["rollout-version-stale", 409, { state: state(9, "off") }, 3, /changed meanwhile: it is at off, version 9/],
  ["rollout-step-refused", 409, { detail: "7 of 100 calls" }, 4, /the step is refused: 7 of 100 calls/],
  [
    "invalid-fields",
    400,
    { errors: [{ field: "percent", expected: "must be absent" }] },
    2,
    /percent must be absent/,
  ],
  ["operator-required", 403, {}, 1, /operator's token/],
  ["unavailable", 503, {}, 1, /cannot be reached/],
])("%s has an exit code of its own", async (slug, status, more, code, words) => {
  await using gateway = await serve({
    "POST /v1/rollout/stage": () => new Refused(status, slug, more),
  });
  const args = ["set", "canary", ...why, "--version", "7"];
  const { exit, out, err } = await run(gateway.url, args);
  expect([exit, out]).toEqual([code, ""]);
  expect(err).toMatch(words);
  const json = await run(gateway.url, [...args, "--json"]);
  expect(json.exit).toBe(code);
  expect(JSON.parse(json.out)).toMatchObject({ type: `/problems/${slug}`, ...more });
});

test("a kill needs no words, and says when one replica alone is killed", async () => {
  const answers = [true, false];
  await using gateway = await serve({
    "POST /v1/rollout/kill": () => ({ rollout: rollout(state(8, "off")), stored: answers.shift() }),
  });
  const first = await run(gateway.url, ["kill"]);
  expect(first).toMatchObject({ exit: 0, err: "", out: expect.stringContaining("[off]") });
  const second = await run(gateway.url, ["kill", "--reason", "smoke", "--actor", "ada"]);
  expect(second).toMatchObject({ exit: 0, err: expect.stringMatching(/one replica alone/) });
  expect(gateway.arrived.map(({ body }) => body)).toEqual([
    { reason: "killed from the command line", actor: userInfo().username },
    { reason: "smoke", actor: "ada" },
  ]);
});

const identity = { controlBuild: "go-1", candidateBuild: "rust-1", contractHash: "c1" };
const answers = { control: { code: "OK" }, candidate: { code: "INTERNAL", message: "a panic" }, identity };

test.each([
  [difference, 5, /they differ in value: control 1 \[0{15}1\], candidate 2/],
  [undefined, 0, /they agree/],
])("a replay says whether the sides differ: %j", async (found, code, words) => {
  const replay = { ...answers, ...(found === undefined ? {} : { difference: found }) };
  await using gateway = await serve({ [`POST /v1/rollout/mismatches/${ID}/replay`]: () => replay });
  const { exit, out } = await run(gateway.url, ["replay", ID]);
  expect(exit).toBe(code);
  expect(out).toMatch(words);
  expect(out).toMatch(/^candidate +rust-1 +INTERNAL: a panic$/m);
  const json = await run(gateway.url, ["replay", ID, "--json"]);
  expect([json.exit, JSON.parse(json.out)]).toEqual([code, replay]);
});

test("an unknown mismatch is not replayed, whatever it is called", async () => {
  await using gateway = await serve({
    "POST /v1/rollout/mismatches/..%2F%3F/replay": () =>
      new Refused(404, "mismatch-not-found", { detail: "none" }),
  });
  expect(await run(gateway.url, ["replay", "../?"])).toMatchObject({ exit: 1, err: "none\n" });
});
