import type { Rollout } from "@trivium/gateway/schemas";
import { verdictWords } from "./budgets.ts";
import type { Names } from "./names.ts";
import { stageText, standing } from "./stages.ts";

/** What a screen reader is told: a change of stage, share, verdict or switch, not every report. */
export function announcement(rollout: Rollout, names: Names): string {
  const { state, verdict } = rollout;
  const [who] = standing(rollout, names);
  const compares = state.stage !== "off" && state.stage !== "retired";
  return `Stage ${stageText(state)}. ${who}${compares ? ` Evidence: ${verdictWords[verdict]}.` : ""}`;
}
