import type { Forecast } from "@trivium/gateway/schemas";
import { useCallback, useEffect, useState } from "react";
import { list } from "../api/forecasts.ts";
import type { Gateway } from "../api/gateway.ts";
import { pause } from "../api/pause.ts";
import { persist } from "../api/persist.ts";
import { final } from "../api/watch.ts";

/** The newest runs. Faults are not told here: whatever else the page asks tells them. */
export interface Runs {
  readonly state: "unknown" | "known";
  readonly forecasts: readonly Forecast[];
  readonly more: (() => void) | undefined;
}

interface Listing {
  readonly forecasts: readonly Forecast[];
  readonly complete: boolean;
}

const pollMs = 2000;

/** Lists runs, again whenever `version` changes, and while one that is listed has not ended. */
export function useRuns(gateway: Gateway, version: string): Runs {
  const [pages, setPages] = useState(1);
  const [runs, setRuns] = useState<Listing>();

  useEffect(() => {
    const controller = new AbortController();
    keepListing(gateway, pages, controller.signal, setRuns).catch(() => undefined);
    return () => controller.abort();
  }, [gateway, version, pages]);

  const more = useCallback(() => setPages((count) => count + 1), []);
  if (runs === undefined) return { state: "unknown", forecasts: [], more: undefined };
  return { state: "known", forecasts: runs.forecasts, more: runs.complete ? undefined : more };
}

/** Lists until every run has ended. */
async function keepListing(
  gateway: Gateway,
  pages: number,
  signal: AbortSignal,
  set: (listing: Listing) => void,
): Promise<void> {
  for (;;) {
    const listing = await persist(() => listPages(gateway, pages, signal), signal);
    set(listing);
    if (listing.forecasts.every(final)) return;
    await pause(pollMs, signal);
  }
}

async function listPages(gateway: Gateway, pages: number, signal: AbortSignal): Promise<Listing> {
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
