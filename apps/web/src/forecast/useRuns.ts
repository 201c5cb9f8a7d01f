import type { Forecast } from "@trivium/gateway/schemas";
import { useCallback, useEffect, useState } from "react";
import { type Gateway, list } from "../api/gateway.ts";
import { pause } from "../api/pause.ts";
import { final } from "../api/watch.ts";

/** The newest runs. Faults are not told here: whatever else the page asks tells them. */
export interface Runs {
  readonly state: "unknown" | "known";
  readonly forecasts: readonly Forecast[];
  readonly more: (() => void) | undefined;
}

const pollMs = 2000;

/** Lists runs, again whenever `version` changes, and while one that is listed has not ended. */
export function useRuns(gateway: Gateway, version: string): Runs {
  const [pages, setPages] = useState(1);
  const [runs, setRuns] = useState<{ forecasts: Forecast[]; complete: boolean }>();

  useEffect(() => {
    const controller = new AbortController();
    const { signal } = controller;
    const keepListing = async () => {
      for (;;) {
        const next = await listPages(gateway, pages, signal);
        setRuns(next);
        if (next.forecasts.every(final)) return;
        await pause(pollMs, signal);
      }
    };
    keepListing().catch(() => undefined);
    return () => controller.abort();
  }, [gateway, version, pages]);

  const more = useCallback(() => setPages((count) => count + 1), []);
  if (runs === undefined) return { state: "unknown", forecasts: [], more: undefined };
  return { state: "known", forecasts: runs.forecasts, more: runs.complete ? undefined : more };
}

async function listPages(gateway: Gateway, pages: number, signal: AbortSignal) {
  const forecasts: Forecast[] = [];
  let cursor: string | undefined;
  for (let page = 0; page < pages; page++) {
    const { value } = await list(gateway, cursor, signal);
    forecasts.push(...value.forecasts);
    cursor = value.nextCursor;
    if (cursor === undefined) break;
  }
  return { forecasts, complete: cursor === undefined };
}
