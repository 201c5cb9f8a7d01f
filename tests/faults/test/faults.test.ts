import { describe, expect, test } from "vitest";
import { CASES } from "../src/cases.ts";
import { encounter } from "../src/encounter.ts";
import { oneBit, otherContract } from "../src/proxy/alterations.ts";
import { Site } from "../src/site.ts";
import { mostCalls } from "../src/table.ts";
import { Traffic } from "../src/traffic.ts";

/** Shards that may end while it is asked how many there were. */
const UNDER_WAY = 40;

describe.each(CASES)("$stage: $name", (one) => {
  test("is caught, and no caller notices", async () => {
    const { after, calls, callers, entry, mismatch } = await encounter(one);
    expect(callers.affected).toEqual([]);
    expect(callers.forecasts).toBeGreaterThan(0);
    expect(after.state.stage).toBe(one.reaction);
    expect(entry).toMatchObject({ actor: "trivium", after: { stage: one.reaction } });
    expect(entry.reason).toMatch(one.reason);
    expect(calls).toBeLessThanOrEqual(mostCalls(one) + UNDER_WAY);
    if (one.reaction !== "off") return;
    const stages = one.via === undefined ? [one.stage] : [one.stage, one.via];
    expect(stages).toContain(entry.before?.stage);
    expect(entry.before?.percent).toBe(one.percent);
    expect(entry.evidence?.compared).toBeGreaterThan(0);
    expect(entry.budgets).toContainEqual(expect.objectContaining({ kind: one.breaks, verdict: "breach" }));
    if (one.field === undefined) return expect(mismatch).toBeUndefined();
    // The first difference is enough.
    expect(entry.evidence?.mismatched).toBe(1);
    expect(mismatch?.difference.field).toMatch(one.field);
    expect(stages).toContain(mismatch?.stage);
    expect(mismatch?.request.fields?.pathCount).toBeGreaterThan(0);
    expect(mismatch?.control.response?.bytes).not.toBe(mismatch?.candidate.response?.bytes);
  });
});

test("a wrong answer that nobody verifies is noticed by these callers", async () => {
  await using site = await Site.start({ stage: "reversed", percent: 0 });
  const planted = site.faults.plant({ kind: "alter", alter: oneBit });
  const traffic = new Traffic(site.client, 1);
  await planted.hit(1);
  const { affected } = await traffic.stop();
  expect(affected[0]).toMatch(/another result/);
  expect((await site.rollout.view()).state.stage).toBe("reversed");
});

test("a candidate of another contract goes no further, and it is said why", async () => {
  await using site = await Site.start({ stage: "shadow", percent: 100 });
  site.faults.plant({ kind: "alter", alter: otherContract });
  const traffic = new Traffic(site.client, 1);
  const { state } = await site.rollout.until(({ state: now }) => now.identity !== undefined);
  await expect(site.rollout.set("canary", 1)).rejects.toThrow(/contract \\"0+\\", the control \\"\w+\\"/);
  expect((await site.rollout.view()).state).toEqual(state);
  expect((await traffic.stop()).affected).toEqual([]);
});
