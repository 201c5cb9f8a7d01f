import { describe, expect, test } from "vitest";
import { CASES } from "../src/cases.ts";
import { encounter } from "../src/encounter.ts";
import { mostCalls } from "../src/table.ts";

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
    expect(entry.before).toMatchObject({ stage: one.stage, percent: one.percent });
    expect(entry.evidence?.compared).toBeGreaterThan(0);
    expect(entry.budgets).toContainEqual(expect.objectContaining({ kind: one.breaks, verdict: "breach" }));
    if (one.field === undefined) return expect(mismatch).toBeUndefined();
    // The first difference is enough.
    expect(entry.evidence?.mismatched).toBe(1);
    expect(mismatch?.difference.field).toMatch(one.field);
    expect(mismatch?.stage).toBe(one.stage);
    expect(mismatch?.request.fields?.pathCount).toBeGreaterThan(0);
    expect(mismatch?.control.response?.bytes).not.toBe(mismatch?.candidate.response?.bytes);
  });
});
