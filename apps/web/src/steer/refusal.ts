import type { StageRefusal } from "@trivium/gateway/schemas";
import type { Fault } from "../api/fault.ts";
import { type Words, words } from "../api/words.ts";
import { stageText } from "../migration/stages.ts";

/** Whether the gateway lets this person steer nothing at all. */
export function locks({ cause }: Fault): boolean {
  return cause.kind === "unauthorised" || (cause.kind === "refused" && cause.problem.status === 403);
}

/** Why nothing was changed, in the terms of whoever steers. */
export function refusalWords(fault: Fault): Words {
  const { cause } = fault;
  if (cause.kind === "unauthorised") {
    return { title: "The operator’s token is needed", detail: "Only operators may steer." };
  }
  if (cause.kind !== "refused") return words(fault);
  const { type, detail = "", state }: StageRefusal = cause.problem;
  switch (type) {
    case "/problems/rollout-version-stale":
      return {
        title: "Somebody was faster",
        detail:
          state === undefined
            ? "It has changed meanwhile. Look at it, then decide again."
            : `It is at ${stageText(state)} now (version ${state.version}). Look at it, then decide again.`,
      };
    case "/problems/rollout-step-refused":
      return { title: "The step is refused", detail: sentence(detail) };
    case "/problems/operator-required":
      return { title: "The operator’s token is needed", detail: "The token of this tab may only read." };
    default:
      return words(fault);
  }
}

function sentence(text: string): string {
  const capital = text.charAt(0).toUpperCase() + text.slice(1);
  return capital.endsWith(".") ? capital : `${capital}.`;
}
