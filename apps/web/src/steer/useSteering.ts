import type { KillOrder, Rollout, Stage } from "@trivium/gateway/schemas";
import { useState } from "react";
import { asFault, type Fault } from "../api/fault.ts";
import type { Gateway } from "../api/gateway.ts";
import { kill, setStage } from "../api/rollout.ts";
import { stageText } from "../migration/stages.ts";

/** What became of the last order. */
export type Outcome =
  | { state: "none" }
  | { state: "asked" }
  | { state: "done"; text: string }
  | { state: "refused"; fault: Fault };

/** Why, and who says so. */
export type Signature = KillOrder;

/** What a person can do to the rollout. Each answers whether it was done. */
export interface Steering {
  readonly outcome: Outcome;
  /** Without a share the stage begins with its least one. */
  readonly set: (stage: Stage, percent: number | undefined, signature: Signature) => Promise<boolean>;
  readonly kill: (signature: Signature) => Promise<boolean>;
}

/** Gives orders one at a time, each for the version that is on the page. Nothing is tried again by itself. */
export function useSteering(
  gateway: Gateway,
  rollout: Rollout | undefined,
  onChanged: (rollout: Rollout) => void,
  onRefused: (fault: Fault) => void,
): Steering {
  const [outcome, setOutcome] = useState<Outcome>({ state: "none" });

  const order = async (give: (signal: AbortSignal) => Promise<{ rollout: Rollout; text: string }>) => {
    setOutcome({ state: "asked" });
    try {
      const done = await give(new AbortController().signal);
      onChanged(done.rollout);
      setOutcome({ state: "done", text: done.text });
      return true;
    } catch (error) {
      const fault = asFault(error);
      onRefused(fault);
      setOutcome({ state: "refused", fault });
      return false;
    }
  };

  return {
    outcome,
    set: async (stage, percent, signature) => {
      if (rollout === undefined || outcome.state === "asked") return false;
      const share = percent === undefined ? {} : { percent };
      const change = { version: rollout.state.version, stage, ...share, ...signature };
      return order(async (signal) => {
        const next = await setStage(gateway, change, signal);
        return { rollout: next, text: `Done: ${stageText(next.state)}.` };
      });
    },
    // Not even an order under way holds it up.
    kill: (signature) =>
      order(async (signal) => {
        const { rollout: next, stored } = await kill(gateway, signature, signal);
        return { rollout: next, text: stored ? "Killed." : "Killed here; the store does not have it yet." };
      }),
  };
}
