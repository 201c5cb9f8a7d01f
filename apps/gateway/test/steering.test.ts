import { status } from "@grpc/grpc-js";
import { Stage, State } from "@trivium/contracts/rollout/v1/rollout";
import type { KillRequest, SetStageRequest } from "@trivium/contracts/rollout/v1/rollout_service";
import { expect, test } from "vitest";
import { Refusal } from "./fakes/refusal.ts";
import { answers, difference, MISMATCH, rollout, state } from "./fakes/rollouts.ts";
import { startGateway } from "./gateway.ts";
import { fieldsIn, problemIn } from "./problem.ts";

const change = { version: 7, stage: "canary", reason: "the evidence is good" };

test.each([
  ["canary", Stage.STAGE_CANARY, 12.34, 1234],
  ["canary", Stage.STAGE_CANARY, 0.07, 7],
  ["shadow", Stage.STAGE_SHADOW, 100, 10_000],
  ["reversed", Stage.STAGE_REVERSED, 0, 0],
  ["off", Stage.STAGE_OFF, undefined, undefined],
  ["retired", Stage.STAGE_RETIRED, undefined, undefined],
])("%s (%d) at %d percent is %d basis points", async (name, stage, percent, basisPoints) => {
  const asked: SetStageRequest[] = [];
  const setStage = (request: SetStageRequest) => {
    asked.push(request);
    return { rollout: rollout(state(8)) };
  };
  await using gateway = await startGateway({ forecastRollout: { setStage } });
  const response = await gateway.post("/v1/rollout/stage?service=forecast", {
    ...change,
    stage: name,
    percent,
    actor: "ada",
  });
  expect(response.status).toBe(200);
  expect(await response.json()).toMatchObject({ state: { version: 8 } });
  expect(asked).toEqual([
    { name: "simulate", version: 7n, stage, basisPoints, reason: "the evidence is good", actor: "ada" },
  ]);
});

test.each([
  [{ stage: "red" }, ["stage"]],
  [{ stage: "OFF" }, ["stage"]],
  [{ percent: 100.01 }, ["percent"]],
  [{ percent: -0.01 }, ["percent"]],
  [{ percent: 1.005 }, ["percent"]],
  [{ percent: "10" }, ["percent"]],
  [{ version: 0 }, ["version"]],
  [{ version: 1.5 }, ["version"]],
  [{ version: "7" }, ["version"]],
  [{ version: 2 ** 60 }, ["version"]],
  [{ reason: "" }, ["reason"]],
  [{ reason: "x".repeat(501) }, ["reason"]],
  [{ actor: "" }, ["actor"]],
  [{ actor: "x".repeat(101) }, ["actor"]],
  [{ force: true }, ["force"]],
  [{ version: undefined, stage: undefined, reason: undefined }, ["reason", "stage", "version"]],
])("a change with %j is refused by field", async (fault, fields) => {
  await using gateway = await startGateway();
  expect(
    await fieldsIn(await gateway.post("/v1/rollout/stage?service=forecast", { ...change, ...fault })),
  ).toEqual(fields);
});

test("who names a stage wrong is told which there are", async () => {
  await using gateway = await startGateway();
  const response = await gateway.post("/v1/rollout/stage?service=forecast", { ...change, stage: "red" });
  expect(await problemIn(response)).toMatchObject({
    errors: [{ field: "stage", expected: "must be one of off, shadow, canary, reversed, retired" }],
  });
});

test("a share that its stage has no use for is named as over HTTP", async () => {
  const setStage = () => {
    throw new Refusal(status.INVALID_ARGUMENT, "no", {
      reason: "INVALID_FIELDS",
      fields: { basis_points: "must be absent in off and retired" },
    });
  };
  await using gateway = await startGateway({ forecastRollout: { setStage } });
  const response = await gateway.post("/v1/rollout/stage?service=forecast", {
    ...change,
    stage: "off",
    percent: 5,
  });
  expect(await fieldsIn(response)).toEqual(["percent"]);
});

test("a stale version is told the present state", async () => {
  const stands = state(9, Stage.STAGE_OFF);
  const setStage = () => {
    throw new Refusal(status.ABORTED, "the rollout was changed meanwhile", {
      reason: "ROLLOUT_VERSION_STALE",
      messages: [{ name: "trivium.rollout.v1.State", encoded: State.encode(stands).finish() }],
    });
  };
  await using gateway = await startGateway({ forecastRollout: { setStage } });
  const response = await gateway.post("/v1/rollout/stage?service=forecast", change);
  expect(response.status).toBe(409);
  expect(await problemIn(response)).toMatchObject({
    type: "/problems/rollout-version-stale",
    state: { version: 9, stage: "off" },
  });
});

test("a step that is refused says what is missing", async () => {
  const detail = "canary asks for 100 compared calls; there are 7";
  const setStage = () => {
    throw new Refusal(status.FAILED_PRECONDITION, detail, { reason: "ROLLOUT_STEP_REFUSED" });
  };
  await using gateway = await startGateway({ forecastRollout: { setStage } });
  const response = await gateway.post("/v1/rollout/stage?service=forecast", change);
  expect(response.status).toBe(409);
  expect(await problemIn(response)).toMatchObject({ type: "/problems/rollout-step-refused", detail });
});

test.each([
  ["/v1/rollout/stage?service=forecast", change],
  ["/v1/rollout/kill?service=forecast", { reason: "smoke" }],
])("a store that is away is 503, and %s is not sent twice", async (path, body) => {
  let asked = 0;
  const refuse = () => {
    asked += 1;
    throw new Refusal(status.UNAVAILABLE, "the store at 10.0.0.3");
  };
  await using gateway = await startGateway({ forecastRollout: { setStage: refuse, kill: refuse } });
  const response = await gateway.post(path, body);
  expect(response.status).toBe(503);
  expect(JSON.stringify(await problemIn(response))).not.toContain("10.0.0.3");
  expect(asked).toBe(1);
});

test.each([true, false])("a kill says whether it is stored: %j", async (stored) => {
  const asked: KillRequest[] = [];
  const kill = (request: KillRequest) => {
    asked.push(request);
    return { rollout: rollout(state(8, Stage.STAGE_OFF)), stored };
  };
  await using gateway = await startGateway({ forecastRollout: { kill } });
  const response = await gateway.post("/v1/rollout/kill?service=forecast", { reason: "smoke" });
  expect(await response.json()).toMatchObject({ rollout: { state: { stage: "off" } }, stored });
  expect(asked).toEqual([{ name: "simulate", reason: "smoke", actor: "operator" }]);
});

test("a kill needs a reason", async () => {
  await using gateway = await startGateway();
  expect(await fieldsIn(await gateway.post("/v1/rollout/kill?service=forecast", {}))).toEqual(["reason"]);
});

test.each([difference, undefined])("a replay shows what both sides answer now: %j", async (found) => {
  const asked: unknown[] = [];
  const replayMismatch = (request: unknown) => {
    asked.push(request);
    return { ...answers, difference: found, identity: state(1).identity };
  };
  await using gateway = await startGateway({ forecastRollout: { replayMismatch } });
  const response = await gateway.fetch(`/v1/rollout/mismatches/${MISMATCH}/replay?service=forecast`, {
    method: "POST",
  });
  const replay = await response.json();
  expect(asked).toEqual([{ name: "simulate", id: MISMATCH }]);
  expect(replay).toMatchObject({
    control: { code: "OK", response: { fields: { checksum: "0000000000000abc" } } },
    candidate: { code: "INTERNAL", message: "a panic" },
    identity: { candidateBuild: "rust-1" },
  });
  if (found === undefined) expect(replay).not.toHaveProperty("difference");
  else expect(replay).toMatchObject({ difference: { field: "checksum" } });
});
