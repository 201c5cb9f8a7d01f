import { status } from "@grpc/grpc-js";
import { Stage, Verdict } from "@trivium/contracts/rollout/v1/rollout";
import type { ListAuditRequest, ListMismatchesRequest } from "@trivium/contracts/rollout/v1/rollout_service";
import { expect, test } from "vitest";
import { asked } from "./fakes/compared.ts";
import { Refusal } from "./fakes/refusal.ts";
import { audit, listed, MISMATCH, rollout, state, whole } from "./fakes/rollouts.ts";
import { startGateway } from "./gateway.ts";
import { fieldsIn, problemIn } from "./problem.ts";

const identity = { controlBuild: "go-1", candidateBuild: "rust-1", contractHash: "c1" };

test("a rollout is read whole", async () => {
  const names: string[] = [];
  const getRollout = ({ name }: { name: string }) => {
    names.push(name);
    return { rollout: rollout() };
  };
  await using gateway = await startGateway({ forecastRollout: { getRollout } });
  const response = await gateway.fetch("/v1/rollout?service=forecast");
  expect(response.headers.get("cache-control")).toBe("no-store");
  expect(names).toEqual(["simulate"]);
  expect(await response.json()).toEqual({
    name: "simulate",
    state: {
      version: 7,
      stage: "canary",
      percent: 12.34,
      identity,
      changeTime: "2026-01-02T03:04:05.000Z",
    },
    evidence: {
      compared: 1000,
      mismatched: 1,
      dropped: 2,
      control: {
        calls: 1000,
        answered: 900,
        failures: 0,
        refused: 0,
        latencies: { firstBucket: 80, counts: [1, 999] },
      },
      candidate: {
        calls: 1000,
        answered: 100,
        failures: 3,
        refused: 4,
        latencies: { firstBucket: 64, counts: [997] },
      },
    },
    budgets: [
      {
        kind: "latency",
        verdict: "pass",
        observed: 0.25,
        limit: 1,
        used: 0.25,
        samples: 1000,
        samplesNeeded: 100,
      },
      { kind: "errors", verdict: "inconclusive", limit: 0.01, used: 0, samples: 7, samplesNeeded: 100 },
    ],
    verdict: "inconclusive",
    control: {
      implementation: "go",
      buildId: "go-1",
      callsPerSecond: 12.5,
      failuresPerSecond: 0.5,
      refusalsPerSecond: 0.25,
      p50Ms: 12.5,
      p90Ms: 20,
      p99Ms: 1250,
    },
    candidate: {
      implementation: "rust",
      buildId: "rust-1",
      callsPerSecond: 0,
      failuresPerSecond: 0,
      refusalsPerSecond: 0,
    },
    killSwitch: { on: true, description: "the file kill" },
    storeUnreachable: true,
    mismatches: 3,
  });
});

test.each([
  [Stage.STAGE_OFF, { stage: "off" }],
  [Stage.STAGE_SHADOW, { stage: "shadow", percent: 0.01 }],
  [Stage.STAGE_CANARY, { stage: "canary", percent: 0.01 }],
  [Stage.STAGE_REVERSED, { stage: "reversed", percent: 0.01 }],
  [Stage.STAGE_RETIRED, { stage: "retired" }],
])("stage %d has its name, and a share where it means something", async (stage, expected) => {
  const at = { ...state(1, stage, 1), identity: undefined, changeTime: undefined };
  await using gateway = await startGateway({
    forecastRollout: { getRollout: () => ({ rollout: rollout(at) }) },
  });
  const answer = (await (await gateway.fetch("/v1/rollout?service=forecast")).json()) as { state: unknown };
  expect(answer.state).toEqual({ version: 1, changeTime: "1970-01-01T00:00:00.000Z", ...expected });
});

test("a rollout that has observed nothing yet is read, too", async () => {
  const bare = {
    name: "simulate",
    state: state(1),
    budgets: [],
    verdict: Verdict.VERDICT_INCONCLUSIVE,
    storeUnreachable: false,
    mismatches: 0n,
  };
  await using gateway = await startGateway({ forecastRollout: { getRollout: () => ({ rollout: bare }) } });
  expect(await (await gateway.fetch("/v1/rollout?service=forecast")).json()).toMatchObject({
    evidence: { compared: 0, control: { calls: 0, latencies: { firstBucket: 0, counts: [] } } },
    candidate: { implementation: "", callsPerSecond: 0 },
    killSwitch: { on: false },
  });
});

test("numbers that JSON has not are left out", async () => {
  const at = rollout();
  const [budget] = at.budgets;
  if (budget !== undefined) budget.observed = Number.POSITIVE_INFINITY;
  await using gateway = await startGateway({ forecastRollout: { getRollout: () => ({ rollout: at }) } });
  const { budgets } = (await (await gateway.fetch("/v1/rollout?service=forecast")).json()) as {
    budgets: object[];
  };
  expect(budgets[0]).not.toHaveProperty("observed");
});

test.each([
  ["a stage", { ...rollout(), state: state(1, Stage.STAGE_UNSPECIFIED) }],
  ["a state", { ...rollout(), state: undefined }],
  ["a rollout", undefined],
])("an answer without %s is internal", async (_, answered) => {
  await using gateway = await startGateway({
    forecastRollout: { getRollout: () => ({ rollout: answered }) },
  });
  const response = await gateway.fetch("/v1/rollout?service=forecast");
  expect(response.status).toBe(500);
  await problemIn(response);
});

test("mismatches come in pages", async () => {
  const requests: ListMismatchesRequest[] = [];
  const listMismatches = (request: ListMismatchesRequest) => {
    requests.push(request);
    return { mismatches: [listed], nextPageToken: request.pageToken === "" ? "next" : "" };
  };
  await using gateway = await startGateway({ forecastRollout: { listMismatches } });
  const summary = {
    id: MISMATCH,
    firstTime: "2026-01-02T03:04:05.000Z",
    lastTime: "2026-01-02T03:04:06.000Z",
    count: 12,
    identity,
    stage: "shadow",
    difference: {
      field: "checksum",
      control: { text: "2748", bits: "0000000000000abc" },
      candidate: { text: "absent" },
    },
  };
  const first = await gateway.fetch("/v1/rollout/mismatches?limit=7&service=forecast");
  expect(await first.json()).toEqual({ mismatches: [summary], nextCursor: "next" });
  const last = await gateway.fetch("/v1/rollout/mismatches?cursor=next&service=forecast");
  expect(await last.json()).toEqual({ mismatches: [summary] });
  expect(requests).toEqual([
    { name: "simulate", pageSize: 7, pageToken: "" },
    { name: "simulate", pageSize: 0, pageToken: "next" },
  ]);
});

test.each(["mismatches", "audit"])("a page of %s has 1 to 100 entries", async (list) => {
  await using gateway = await startGateway();
  for (const limit of ["0", "101", "-1", "ten", ""]) {
    expect(
      await fieldsIn(await gateway.fetch(`/v1/rollout/${list}?limit=${limit}&service=forecast`)),
    ).toEqual(["limit"]);
  }
});

test.each([
  ["of another type", { typeUrl: "x/other.Type", value: Buffer.from([8, 1]) }, "other.Type"],
  [
    "that cannot be read",
    { typeUrl: asked.typeUrl, value: Buffer.from([0x12, 0xff]) },
    asked.typeUrl.split("/")[1],
  ],
])("a message %s is shown as bytes", async (_, stored, type) => {
  await using gateway = await startGateway({
    forecastRollout: {
      getMismatch: () => ({ mismatch: { ...whole, request: stored } }),
    },
  });
  const response = await gateway.fetch(`/v1/rollout/mismatches/${MISMATCH}?service=forecast`);
  const { request } = (await response.json()) as { request: unknown };
  expect(request).toEqual({ type, bytes: stored.value.toString("base64") });
});

test("an unknown mismatch is not found", async () => {
  const getMismatch = () => {
    throw new Refusal(status.NOT_FOUND, "no such mismatch", { reason: "MISMATCH_NOT_FOUND" });
  };
  await using gateway = await startGateway({ forecastRollout: { getMismatch } });
  const response = await gateway.fetch("/v1/rollout/mismatches/x?service=forecast");
  expect(response.status).toBe(404);
  expect(await problemIn(response)).toMatchObject({ type: "/problems/mismatch-not-found" });
});

test("the audit trail comes in pages, with states, evidence and what it said", async () => {
  const requests: ListAuditRequest[] = [];
  const first = {
    ...audit,
    version: 1n,
    before: undefined,
    evidence: undefined,
    budgets: [],
    mismatchId: "",
  };
  const listAudit = (request: ListAuditRequest) => {
    requests.push(request);
    return { entries: [audit, first], nextPageToken: "more" };
  };
  await using gateway = await startGateway({ forecastRollout: { listAudit } });
  const response = await gateway.fetch("/v1/rollout/audit?limit=2&cursor=c&service=forecast");
  const { entries, nextCursor } = (await response.json()) as { entries: object[]; nextCursor: string };
  expect(requests).toEqual([{ name: "simulate", pageSize: 2, pageToken: "c" }]);
  expect(nextCursor).toBe("more");
  expect(entries[0]).toMatchObject({
    version: 7,
    time: "2026-01-02T03:04:05.000Z",
    actor: "trivium",
    reason: "a mismatch",
    before: { version: 6, stage: "canary", percent: 12.34 },
    after: { version: 7, stage: "off" },
    evidence: { compared: 1000 },
    budgets: [{ kind: "latency" }, { kind: "errors" }],
    mismatchId: MISMATCH,
  });
  for (const absent of ["before", "evidence", "mismatchId"]) expect(entries[1]).not.toHaveProperty(absent);
});

test("reads outlast a service that is away for a moment", async () => {
  let calls = 0;
  const getRollout = () => {
    calls += 1;
    if (calls === 1) throw new Refusal(status.UNAVAILABLE, "draining");
    return { rollout: rollout() };
  };
  await using gateway = await startGateway({ forecastRollout: { getRollout } });
  expect((await gateway.fetch("/v1/rollout?service=forecast")).status).toBe(200);
});
