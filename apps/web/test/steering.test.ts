import type { StageRefusal } from "@trivium/gateway/schemas";
import fc from "fast-check";
import { expect, test } from "vitest";
import { Fault } from "../src/api/fault.ts";
import { locks, refusalWords } from "../src/steer/refusal.ts";
import { readShare, writeShare } from "../src/steer/share.ts";
import { state } from "./rollouts.ts";

const refused = (status: number, type: string, more: Partial<StageRefusal> = {}) =>
  new Fault({ kind: "refused", problem: { type, title: "Conflict", status, requestId: "1", ...more } });

test("a share is read as it is typed, in hundredths of a percent at most", () => {
  expect(["10", "0.25", "12,5", "100 %", " 7. "].map(readShare)).toEqual([10, 0.25, 12.5, 100, 7]);
  expect(["", "-1", "100.01", "1e1", "0.125", "ten"].map(readShare)).toEqual(Array(6).fill(undefined));
});

test("what is written in the field reads as itself", () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 10_000 }), (basisPoints) => {
      expect(readShare(writeShare(basisPoints / 100))).toBe(basisPoints / 100);
    }),
  );
});

test("a stale order is told what the rollout is at now", () => {
  const stale = refused(409, "/problems/rollout-version-stale", { state: state(8, "off") });
  expect(refusalWords(stale)).toEqual({
    title: "Somebody was faster",
    detail: "It is at off now (version 8). Look at it, then decide again.",
  });
});

test("a step that is refused says why", () => {
  const detail = "evidence is inconclusive: 40 of 100 comparisons";
  expect(refusalWords(refused(409, "/problems/rollout-step-refused", { detail }))).toEqual({
    title: "The step is refused",
    detail: "Evidence is inconclusive: 40 of 100 comparisons.",
  });
});

test("only a want of credentials disables the controls", () => {
  expect(locks(new Fault({ kind: "unauthorised" }))).toBe(true);
  expect(locks(refused(403, "/problems/operator-required"))).toBe(true);
  expect(locks(refused(409, "/problems/rollout-step-refused"))).toBe(false);
  expect(locks(new Fault({ kind: "unreachable" }))).toBe(false);
});
