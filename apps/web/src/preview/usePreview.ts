import type { Plan } from "@trivium/gateway/schemas";
import { useCallback, useEffect, useRef, useState } from "react";
import { asFault, type Fault } from "../api/fault.ts";
import type { Answer, Gateway } from "../api/gateway.ts";
import { pause } from "../api/pause.ts";
import { persist } from "../api/persist.ts";
import { type Preview, preview } from "./preview.ts";

/** The preview of the plan in the form. `last` is the newest answer, perhaps of an earlier plan. */
export type PreviewState =
  | { state: "idle" | "asking" | "ready"; last: Answer<Preview> | undefined }
  | { state: "failed"; last: Answer<Preview> | undefined; fault: Fault };

/** The least time from one preview to the next: the gateway limits how often it is asked. */
const pacePauseMs = 50;

/**
 * Previews a plan; undefined stands for nothing to preview. One preview is under way at a
 * time, and is shown when it comes. Of the plans that come meanwhile the latest is next, so
 * that the page follows a hand that drags. A fault that may pass is retried with growing pauses.
 */
export function usePreview(gateway: Gateway, plan: Plan | undefined): [PreviewState, retry: () => void] {
  const [current, setCurrent] = useState<PreviewState>({ state: "idle", last: undefined });
  const [attempt, setAttempt] = useState(0);
  const underWay = useRef(Promise.resolve());
  useEffect(() => {
    if (plan === undefined) return undefined;
    const overtaken = new AbortController();
    const begin = async () => {
      if (!overtaken.signal.aborted) await ask(gateway, plan, overtaken.signal, setCurrent);
    };
    underWay.current = underWay.current.then(begin);
    return () => overtaken.abort();
  }, [gateway, plan, attempt]);
  const retry = useCallback(() => setAttempt((count) => count + 1), []);
  return [current, retry];
}

async function ask(
  gateway: Gateway,
  plan: Plan,
  overtaken: AbortSignal,
  set: (next: (before: PreviewState) => PreviewState) => void,
): Promise<void> {
  const paced = pause(pacePauseMs, new AbortController().signal);
  const failed = (fault: Fault) => set(({ last }) => ({ state: "failed", last, fault }));
  set(({ last }) => ({ state: "asking", last }));
  try {
    const last = await persist(() => preview(gateway, plan), overtaken, failed);
    set(() => ({ state: "ready", last }));
  } catch (error) {
    if (!overtaken.aborted) failed(asFault(error));
  }
  await paced;
}
