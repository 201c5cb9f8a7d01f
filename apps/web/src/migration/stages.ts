import type { Rollout, RolloutState, Stage } from "@trivium/gateway/schemas";
import { sharePercent } from "../format/sharePercent.ts";
import type { Names } from "./names.ts";

/** The stages in their order. */
export const stages: readonly Stage[] = ["off", "shadow", "canary", "reversed", "retired"];

/** How a stage is written. */
export function stageName(stage: Stage): string {
  return stage.charAt(0).toUpperCase() + stage.slice(1);
}

/** A stage with its share, such as "canary 10 %". */
export function stageText({ stage, percent }: RolloutState): string {
  return percent === undefined ? stage : `${stage} ${sharePercent(percent)}`;
}

/** The stage after this one, the way that only a person leads. */
export function stageAfter(stage: Stage): Stage | undefined {
  return stages[stages.indexOf(stage) + 1];
}

/** The stages before this one, nearest first. */
export function stagesBefore(stage: Stage): readonly Stage[] {
  return stages.slice(0, stages.indexOf(stage)).toReversed();
}

/** Whether one stage is further on the road than another. */
export function isFurther(a: Stage, b: Stage): boolean {
  return stages.indexOf(a) > stages.indexOf(b);
}

/** What a stage means, in a few words. */
export function meaning(stage: Stage, { control, candidate }: Names): string {
  switch (stage) {
    case "off":
      return `${control} alone`;
    case "shadow":
      return `${control} answers, ${candidate} is compared`;
    case "canary":
      return `${candidate} answers a share`;
    case "reversed":
      return `${candidate} answers, ${control} verifies`;
    case "retired":
      return `${candidate} alone`;
    default:
      return stage satisfies never;
  }
}

/** Share of the calls whose callers get the candidate's answer. 0 .. 100. */
export function candidatePercent({ state: { stage, percent = 0 }, killSwitch }: Rollout): number {
  if (killSwitch.on) return 0;
  if (stage === "canary") return percent;
  return stage === "reversed" || stage === "retired" ? 100 : 0;
}

/** Who answers, and what happens beside that: two sentences. */
export function standing({ state, killSwitch }: Rollout, names: Names): readonly [who: string, how: string] {
  const { control, candidate } = names;
  const share = sharePercent(state.percent ?? 0);
  if (killSwitch.on) {
    return [`${control} answers every call.`, `The kill switch overrules the stage, ${stageText(state)}.`];
  }
  switch (state.stage) {
    case "off":
      return [`${control} answers every call.`, `${candidate} is not called.`];
    case "shadow":
      return [
        `${control} answers every call.`,
        `${candidate} computes ${share} of them as well, and every bit is compared.`,
      ];
    case "canary":
      return [
        `${candidate} answers ${share} of the calls.`,
        `${control} computes these as well, and every bit is compared.`,
      ];
    case "reversed":
      return [`${candidate} answers every call.`, `${control} verifies ${share} of them, bit by bit.`];
    case "retired":
      return [`${candidate} answers every call.`, `Nothing is compared: ${control}’s code can go.`];
    default:
      return state.stage satisfies never;
  }
}
