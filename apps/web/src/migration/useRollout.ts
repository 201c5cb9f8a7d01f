import type { Rollout } from "@trivium/gateway/schemas";
import { useCallback, useEffect, useReducer } from "react";
import { asFault } from "../api/fault.ts";
import type { Gateway } from "../api/gateway.ts";
import { watchRollout } from "../api/rollout.ts";
import { reduceSight, type Sight, type SightEvent, unseen } from "./sight.ts";

/** Follows the rollout while the view is shown. `changed` takes the answer to a change made here. */
export function useRollout(gateway: Gateway): [Sight, changed: (rollout: Rollout) => void] {
  const [sight, dispatch] = useReducer(reduceSight, unseen);
  useEffect(() => {
    const controller = new AbortController();
    void attend(gateway, controller.signal, dispatch);
    return () => controller.abort();
  }, [gateway]);
  const changed = useCallback((rollout: Rollout) => dispatch({ kind: "changed", rollout }), []);
  return [sight, changed];
}

async function attend(
  gateway: Gateway,
  signal: AbortSignal,
  dispatch: (event: SightEvent) => void,
): Promise<void> {
  try {
    for await (const heard of watchRollout(gateway, signal)) {
      if (heard.kind === "lost") dispatch(heard);
      else dispatch({ kind: "reported", ...heard.value, at: Date.now() / 1000 });
    }
  } catch (error) {
    if (!signal.aborted) dispatch({ kind: "lost", fault: asFault(error) });
  }
}
