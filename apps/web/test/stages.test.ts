import { expect, test } from "vitest";
import { namesOf } from "../src/migration/names.ts";
import { candidatePercent, stageAfter, stagesBefore, stageText, standing } from "../src/migration/stages.ts";
import { rollout, state } from "./rollouts.ts";

test.each([
  [state(1, "off"), 0, "Go answers every call."],
  [state(1, "shadow", 5), 0, "Go answers every call."],
  [state(1, "canary", 12.34), 12.34, "Rust answers 12.34\u00a0% of the calls."],
  [state(1, "reversed", 1), 100, "Rust answers every call."],
  [state(1, "retired"), 100, "Rust answers every call."],
])("who answers at $stage $percent", (at, percent, who) => {
  const shown = rollout(at);
  expect(candidatePercent(shown)).toBe(percent);
  expect(standing(shown, namesOf(shown))[0]).toBe(who);
});

test("the kill switch overrules every stage", () => {
  const killed = rollout(state(1, "reversed", 10), { killSwitch: { on: true } });
  expect(candidatePercent(killed)).toBe(0);
  expect(standing(killed, namesOf(killed))).toEqual([
    "Go answers every call.",
    "The kill switch overrules the stage, reversed 10\u00a0%.",
  ]);
});

test("the road leads forward by one stage, and back by any number of them", () => {
  expect(stageAfter("canary")).toBe("reversed");
  expect(stageAfter("retired")).toBeUndefined();
  expect(stagesBefore("reversed")).toEqual(["canary", "shadow", "off"]);
  expect(stagesBefore("off")).toEqual([]);
});

test("a share is written without what is not there", () => {
  expect(stageText(state(1, "canary", 0.05))).toBe("canary 0.05\u00a0%");
  expect(stageText(state(1, "reversed", 100))).toBe("reversed 100\u00a0%");
  expect(stageText(state(1, "off"))).toBe("off");
});

test("sides that have not told their language are called by their parts", () => {
  const { control } = rollout(state(1, "off"));
  const silent = rollout(state(1, "off"), { candidate: { ...control, implementation: "" } });
  expect(namesOf(silent)).toEqual({ control: "Go", candidate: "The candidate" });
});
