import type {
  AuditPage,
  Killed,
  KillOrder,
  Mismatch,
  MismatchPage,
  Replay,
  Rollout,
  StageChange,
} from "@trivium/gateway/schemas";
import { events } from "./events.ts";
import { follow, type Heard } from "./follow.ts";
import { ask, type Gateway, post, send } from "./gateway.ts";

/** A rollout as a stream tells it. */
export interface Report {
  readonly rollout: Rollout;
  /** Whether it is the first behind a new connection. */
  readonly first: boolean;
}

/** Follows the rollout for good; see {@link follow}. */
export function watchRollout(gateway: Gateway, signal: AbortSignal): AsyncGenerator<Heard<Report>> {
  return follow(() => connect(gateway, signal), signal);
}

async function* connect(gateway: Gateway, signal: AbortSignal): AsyncGenerator<Report> {
  const headers = { accept: "text/event-stream" };
  const { body } = await send(gateway, path("events"), { headers, signal });
  if (body === null) return;
  let first = true;
  for await (const { event, data } of events(body)) {
    if (event !== "rollout") continue;
    yield { rollout: JSON.parse(data) as Rollout, first };
    first = false;
  }
}

/** Sets the stage and its share; the gateway refuses when the state is of another version. */
export async function setStage(gateway: Gateway, change: StageChange, signal: AbortSignal): Promise<Rollout> {
  return (await ask<Rollout>(gateway, path("stage"), post(change, signal))).value;
}

/** Back to off at once, whatever the version. */
export async function kill(gateway: Gateway, order: KillOrder, signal: AbortSignal): Promise<Killed> {
  return (await ask<Killed>(gateway, path("kill"), post(order, signal))).value;
}

/** A page of mismatches, newest first. */
export async function listMismatches(
  gateway: Gateway,
  cursor: string | undefined,
  signal: AbortSignal,
): Promise<MismatchPage> {
  return (await ask<MismatchPage>(gateway, path("mismatches", pageOf(cursor)), { signal })).value;
}

/** A whole mismatch. */
export async function readMismatch(gateway: Gateway, id: string, signal: AbortSignal): Promise<Mismatch> {
  return (await ask<Mismatch>(gateway, path(`mismatches/${id}`), { signal })).value;
}

/** Runs both sides again on a mismatch's request; nothing is stored. */
export async function replayMismatch(gateway: Gateway, id: string, signal: AbortSignal): Promise<Replay> {
  const nothing: RequestInit = { method: "POST", signal };
  return (await ask<Replay>(gateway, path(`mismatches/${id}/replay`), nothing)).value;
}

/** A page of the audit trail, newest first. */
export async function listAudit(
  gateway: Gateway,
  cursor: string | undefined,
  signal: AbortSignal,
): Promise<AuditPage> {
  return (await ask<AuditPage>(gateway, path("audit", pageOf(cursor)), { signal })).value;
}

/** Another service may have a rollout, too; this page is about the forecast's. */
function path(of: string, query: Readonly<Record<string, string>> = {}): string {
  return `/v1/rollout/${of}?${String(new URLSearchParams({ service: "forecast", ...query }))}`;
}

function pageOf(cursor: string | undefined): Record<string, string> {
  return { limit: "8", ...(cursor === undefined ? {} : { cursor }) };
}
