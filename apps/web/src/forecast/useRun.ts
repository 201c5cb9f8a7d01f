import type { Plan } from "@trivium/gateway/schemas";
import { useCallback, useEffect, useLayoutEffect, useReducer, useRef } from "react";
import { asFault } from "../api/fault.ts";
import { cancel, create } from "../api/forecasts.ts";
import type { Gateway } from "../api/gateway.ts";
import { persist } from "../api/persist.ts";
import { watch } from "../api/watch.ts";
import { type Attempt, again, type Run, type RunEvent, reduceRun } from "./run.ts";

/** The run on the page, and what a person can do with it. */
export interface RunControl {
  readonly run: Run;
  readonly start: (plan: Plan) => void;
  readonly open: (id: string) => void;
  readonly leave: () => void;
  readonly stop: () => void;
  readonly retry: () => void;
}

/** Holds one run at a time and follows it; opening another leaves the one before, which goes on. */
export function useRun(gateway: Gateway, initial: string | undefined): RunControl {
  const [run, dispatch] = useReducer(reduceRun, { state: "none" });
  const task = useRef(new AbortController());

  const latest = useRef(run);
  useLayoutEffect(() => {
    latest.current = run;
  });

  const begin = useCallback(
    (attempt: Attempt) => {
      task.current.abort();
      task.current = new AbortController();
      void attend(gateway, attempt, task.current.signal, dispatch);
    },
    [gateway],
  );

  // At first, and again behind another gateway: a token was entered.
  useEffect(() => {
    const attempt = latest.current.state === "none" ? opening(initial) : again(latest.current);
    if (attempt !== undefined) begin(attempt);
    return () => task.current.abort();
  }, [initial, begin]);

  const stop = () => {
    if (run.state !== "open") return;
    dispatch({ kind: "stopping" });
    void quit(gateway, run.id, task.current.signal, dispatch);
  };
  const leave = useCallback(() => {
    task.current.abort();
    dispatch({ kind: "left" });
  }, []);

  return {
    run,
    start: (plan) => begin({ kind: "create", plan, key: newKey() }),
    open: (id) => begin({ kind: "open", id }),
    leave,
    stop,
    retry: () => {
      const attempt = again(run);
      if (attempt !== undefined) begin(attempt);
    },
  };
}

function opening(id: string | undefined): Attempt | undefined {
  return id === undefined ? undefined : { kind: "open", id };
}

/** Creates the run if need be, then follows it to its end. */
async function attend(
  gateway: Gateway,
  attempt: Attempt,
  signal: AbortSignal,
  dispatch: (event: RunEvent) => void,
): Promise<void> {
  try {
    let { id } = attempt.kind === "open" ? attempt : { id: "" };
    if (attempt.kind === "create") {
      const { plan, key } = attempt;
      dispatch({ kind: "creating", plan });
      const { value, tookMs } = await persist(
        () => create(gateway, plan, key, signal),
        signal,
        (fault) => dispatch({ kind: "lost", fault }),
      );
      dispatch({ kind: "seen", forecast: value, gatewayMs: tookMs });
      id = value.id;
    } else {
      dispatch({ kind: "opening", id });
    }
    for await (const sighting of watch(gateway, id, signal)) {
      if (sighting.kind === "lost") dispatch(sighting);
      else dispatch({ kind: "seen", forecast: sighting.forecast, gatewayMs: sighting.connectedInMs });
    }
  } catch (error) {
    if (signal.aborted) return;
    dispatch({ kind: "refused", fault: asFault(error), attempt });
  }
}

async function quit(
  gateway: Gateway,
  id: string,
  signal: AbortSignal,
  dispatch: (event: RunEvent) => void,
): Promise<void> {
  try {
    const { value, tookMs } = await persist(() => cancel(gateway, id, signal), signal);
    dispatch({ kind: "seen", forecast: value, gatewayMs: tookMs });
  } catch (error) {
    if (!signal.aborted) dispatch({ kind: "stop refused", fault: asFault(error) });
  }
}

/** A key of 128 random bits. `crypto.randomUUID` is missing where the page is not served securely. */
function newKey(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) =>
    byte.toString(16).padStart(2, "0"),
  ).join("");
}
