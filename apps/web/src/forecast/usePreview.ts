import type { Plan, Preview } from "@trivium/gateway/schemas";
import { useCallback, useEffect, useState } from "react";
import { asFault, type Fault } from "../api/fault.ts";
import { type Answer, type Gateway, preview } from "../api/gateway.ts";
import { pause } from "../api/pause.ts";
import { persist } from "../api/persist.ts";

/** The preview of the plan in the form. `last` is the newest answer, perhaps of an earlier plan. */
export type PreviewState =
  | { state: "idle" | "asking" | "ready"; last: Answer<Preview> | undefined }
  | { state: "failed"; last: Answer<Preview> | undefined; fault: Fault };

/** How long the form must rest before a preview is asked for. */
const restMs = 180;

/**
 * Previews a plan; undefined stands for nothing to preview. A newer plan aborts the
 * question about the one before. A fault that may pass is retried with growing pauses.
 */
export function usePreview(gateway: Gateway, plan: Plan | undefined): [PreviewState, retry: () => void] {
  const [current, setCurrent] = useState<PreviewState>({ state: "idle", last: undefined });
  const [attempt, setAttempt] = useState(0);
  useEffect(() => {
    if (plan === undefined) return undefined;
    const controller = new AbortController();
    void ask(gateway, plan, controller.signal, setCurrent);
    return () => controller.abort();
  }, [gateway, plan, attempt]);
  const retry = useCallback(() => setAttempt((count) => count + 1), []);
  return [current, retry];
}

async function ask(
  gateway: Gateway,
  plan: Plan,
  signal: AbortSignal,
  set: (next: (before: PreviewState) => PreviewState) => void,
): Promise<void> {
  const failed = (fault: Fault) => set(({ last }) => ({ state: "failed", last, fault }));
  set(({ last }) => ({ state: "asking", last }));
  try {
    await pause(restMs, signal);
    const last = await persist(() => preview(gateway, plan, signal), signal, failed);
    set(() => ({ state: "ready", last }));
  } catch (error) {
    if (!signal.aborted) failed(asFault(error));
  }
}
