import type { Mismatch, Replay } from "@trivium/gateway/schemas";
import { useEffect, useState } from "react";
import { asFault, type Fault } from "../api/fault.ts";
import type { Gateway } from "../api/gateway.ts";
import { persist } from "../api/persist.ts";
import { readMismatch, replayMismatch } from "../api/rollout.ts";

/** What a replay came to. */
export type Replaying =
  | { state: "none" }
  | { state: "asked" }
  | { state: "answered"; replay: Replay }
  | { state: "refused"; fault: Fault };

/** A mismatch that is looked at, and what can be done with it. */
export interface MismatchControl {
  readonly mismatch: Mismatch | undefined;
  readonly fault: Fault | undefined;
  readonly replaying: Replaying;
  readonly replay: () => void;
}

/** Reads a mismatch, and runs it again when asked to. `onRefused` hears why that was not done. */
export function useMismatch(
  gateway: Gateway,
  id: string,
  onRefused: (fault: Fault) => void,
): MismatchControl {
  const [mismatch, setMismatch] = useState<Mismatch>();
  const [fault, setFault] = useState<Fault>();
  const [replaying, setReplaying] = useState<Replaying>({ state: "none" });
  useEffect(() => {
    const controller = new AbortController();
    const { signal } = controller;
    setFault(undefined);
    persist(() => readMismatch(gateway, id, signal), signal).then(setMismatch, (error: unknown) => {
      if (!signal.aborted) setFault(asFault(error));
    });
    return () => controller.abort();
  }, [gateway, id]);

  const replay = () => {
    setReplaying({ state: "asked" });
    replayMismatch(gateway, id, new AbortController().signal).then(
      (answer) => setReplaying({ state: "answered", replay: answer }),
      (error: unknown) => {
        onRefused(asFault(error));
        setReplaying({ state: "refused", fault: asFault(error) });
      },
    );
  };
  return { mismatch, fault, replaying, replay };
}
