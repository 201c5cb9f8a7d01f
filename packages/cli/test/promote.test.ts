import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Answer, Mismatch, Replay } from "@trivium/gateway/schemas";
import { typescriptKernel } from "@trivium/kernel";
import { KNOWN, type Run, readVectors, type Vector } from "@trivium/test-conformance/cases";
import { answer } from "@trivium/test-conformance/javascript";
import { afterEach, beforeEach, expect, test } from "vitest";
import { Refused, serve } from "./gateway.ts";
import { difference, ID, summary } from "./rollouts.ts";
import { run } from "./run.ts";

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "trivium-promote-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

const file = () => join(folder, `${ID}.json`);

function double(bits: string) {
  const view = new DataView(new ArrayBuffer(8));
  view.setBigUint64(0, BigInt(`0x${bits}`));
  const value = view.getFloat64(0);
  return Number.isFinite(value) && !Object.is(value, -0) ? value : { text: "", bits };
}

const months = (runs: readonly Run[]) =>
  runs.flatMap(([bits, count]) => new Array<ReturnType<typeof double>>(count).fill(double(bits)));

/** A case as the gateway shows its shard. */
function mismatchOf(vector: Vector): Mismatch {
  const fields = {
    initialBalance: double(vector.initial_balance),
    drift: months(vector.drift),
    volatility: months(vector.volatility),
    flow: months(vector.flow),
    seed: BigInt(`0x${vector.seed}`).toString(),
    firstPath: vector.first_path,
    pathCount: vector.path_count,
  };
  const request = { type: "trivium.simulation.v1.SimulateRequest", bytes: "", fields };
  return { ...summary, request, control: { code: "OK" }, candidate: { code: "OK" } };
}

/** Its answer, without the bins that are empty at both ends. */
function answerOf(vector: Vector): Answer {
  const years = vector.years.map((bins) => {
    const [first = 0, last = -1] = [bins[0]?.[0], bins.at(-1)?.[0]];
    const counts = new Array<number>(last - first + 1).fill(0);
    for (const [bin, count] of bins) counts[bin - first] = count;
    return { firstBin: first, counts };
  });
  const build = { implementation: "go", buildId: "go-1", instructionSet: "", contractHash: "" };
  const fields = {
    years,
    depletedPaths: vector.depleted_paths,
    checksum: vector.checksum,
    build,
    computeNanos: "5",
  };
  return { code: "OK", response: { type: "trivium.simulation.v1.SimulateResponse", bytes: "", fields } };
}

const [known] = readVectors(KNOWN) as [Vector, ...Vector[]];
const wrong = answerOf({ ...known, checksum: "0000000000000001" });
const panic: Answer = { code: "INTERNAL", message: "a panic" };

/** A gateway with one mismatch, about a known case, and a replay of it. */
function serveReplay(replay: Partial<Replay>, mismatch = mismatchOf(known)) {
  const both = { control: answerOf(known), candidate: answerOf(known), identity: summary.identity };
  return serve({
    [`GET /v1/rollout/mismatches/${ID}`]: () => mismatch,
    [`POST /v1/rollout/mismatches/${ID}/replay`]: () => ({ ...both, ...replay }),
  });
}

/** What is known of a case, without what is no part of a response. */
function promotedCase({ first_path_final: _final, first_path_lowest: _lowest, ...vector }: Vector) {
  return { ...vector, name: `mismatch ${ID} in value` };
}

test("every known case survives being promoted, to the bit", async () => {
  for (const [index, vector] of readVectors(KNOWN).entries()) {
    const answers = { control: answerOf(vector), candidate: wrong, difference };
    await using gateway = await serveReplay(answers, mismatchOf(vector));
    const to = join(folder, String(index));
    expect(await run(gateway.url, ["promote", ID, "--to", to])).toMatchObject({ exit: 0, err: "" });
    expect(readVectors(to)).toEqual([promotedCase(vector)]);
  }
});

test("the case holds what a right implementation answers", async () => {
  await using gateway = await serveReplay({ candidate: wrong, difference });
  const { out } = await run(gateway.url, ["promote", ID, "--to", folder]);
  expect(out).toMatch(/The sides differ: npm run conformance/);
  const [vector] = readVectors(file());
  expect(vector === undefined ? undefined : answer(typescriptKernel, vector)).toMatchObject({
    checksum: known.checksum,
  });
  expect(readdirSync(folder)).toEqual([`${ID}.json`]);
});

test("where the control is wrong, the candidate's answer is expected", async () => {
  await using gateway = await serveReplay({ control: wrong, difference });
  const args = ["promote", ID, "--expect", "candidate", "--to", folder, "--json"];
  const { exit, out } = await run(gateway.url, args);
  expect(exit).toBe(0);
  expect(JSON.parse(out)).toMatchObject({
    file: file(),
    differs: true,
    vector: { checksum: known.checksum },
  });
  expect(readVectors(file())).toEqual([promotedCase(known)]);
});

test("a side that fails is one that differs", async () => {
  await using gateway = await serveReplay({ candidate: panic, difference });
  expect((await run(gateway.url, ["promote", ID, "--to", folder])).out).toMatch(/The sides differ/);
});

test("where the sides agree by now, the case guards", async () => {
  await using gateway = await serveReplay({});
  const { exit, out } = await run(gateway.url, ["promote", ID, "--to", folder]);
  expect(exit).toBe(0);
  expect(out).toMatch(/guards against the same/);
  expect(readVectors(file())).toEqual([promotedCase(known)]);
});

test("a file that is there is never overwritten", async () => {
  await using gateway = await serveReplay({});
  await run(gateway.url, ["promote", ID, "--to", folder]);
  const before = readFileSync(file(), "utf8");
  await using other = await serveReplay({ control: wrong, difference });
  const { exit, err } = await run(other.url, ["promote", ID, "--to", folder]);
  expect([exit, err]).toEqual([1, `${file()} is there already: nothing was written\n`]);
  expect(readFileSync(file(), "utf8")).toBe(before);
  expect(readdirSync(folder)).toEqual([`${ID}.json`]);
});

test.each([
  [["promote"], /ID is missing/],
  [["promote", "x", "--expect", "both"], /--expect must be/],
])("%j is wrong use", async (args, words) => {
  await using gateway = await serve({});
  expect(await run(gateway.url, args)).toMatchObject({ exit: 2, err: expect.stringMatching(words) });
});

const notFound = () => new Refused(404, "mismatch-not-found", { detail: "no mismatch has this id" });
const stranger = { ...mismatchOf(known), request: { type: "other.Message", bytes: "" } };

test.each([
  [
    "an unknown id",
    () => serve({ [`GET /v1/rollout/mismatches/${ID}`]: notFound }),
    /no mismatch has this id/,
  ],
  ["nothing to expect", () => serveReplay({ control: panic, difference }), /control answers INTERNAL/],
  ["another message", () => serveReplay({ difference }, stranger), /no conformance tests of other.Message/],
  [
    "a difference beyond the response",
    () => serveReplay({ difference: { ...difference, field: "99" } }),
    /differ in 99, which conformance tests do not look at/,
  ],
  ["an id that leads elsewhere", () => serveReplay({}, { ...mismatchOf(known), id: "../x" }), /no proper id/],
])("%s is refused, and nothing is written", async (_, start, words) => {
  await using gateway = await start();
  const { exit, out, err } = await run(gateway.url, ["promote", ID, "--to", folder]);
  expect([exit, out]).toEqual([1, ""]);
  expect(err).toMatch(words);
  expect(readdirSync(folder)).toEqual([]);
});
