import type { AuditEntry, Mismatch, Rollout as RolloutView } from "@trivium/gateway/schemas";
import { metric } from "@trivium/test-integration/metric";
import type { Case } from "./cases.ts";
import { Site } from "./site.ts";
import { type Tally, Traffic } from "./traffic.ts";

/** Callers at once. */
const CALLERS = 3;
/** Hits after which a fault that is to change nothing has had its chance. */
const HARMLESS_HITS = 10;

/** What came of a fault. */
export interface Encounter {
  readonly case: Case;
  /** Calls through the rollout until the first that it hit. */
  readonly calls: number;
  /** Calls that it hit until a watcher saw the new stage. */
  readonly hits: number;
  /** From the first hit until a watcher saw the new stage. */
  readonly tookMs: number;
  /** The rollout after it. */
  readonly after: RolloutView;
  /** The newest entry of the audit trail, and the mismatch that it names. */
  readonly entry: AuditEntry;
  readonly mismatch?: Mismatch;
  readonly callers: Tally;
}

/** Plants a fault in a stack under traffic, and watches what comes of it. */
export async function encounter(one: Case, signal?: AbortSignal): Promise<Encounter> {
  const { stage, percent } = one;
  await using site = await Site.start({ stage, percent, ...(signal && { signal }) });
  const traffic = new Traffic(site.client, CALLERS);
  try {
    // Both builds are known by then.
    await site.rollout.until(({ evidence }) => evidence.compared > 0, signal);
    const outcome = await plant(site, one, signal);
    const callers = await traffic.stop();
    const [entry] = await site.rollout.audit();
    if (entry === undefined) throw new Error("the audit trail is empty");
    const { mismatchId } = entry;
    const mismatch = mismatchId === undefined ? {} : { mismatch: await site.rollout.mismatch(mismatchId) };
    return { case: one, ...outcome, entry, ...mismatch, callers };
  } finally {
    await traffic.stop();
  }
}

/** Plants the fault, and waits for what is to come of it. It stays: callers must fare well after it, too. */
async function plant(site: Site, { fault, share, stage, reaction }: Case, signal?: AbortSignal) {
  const shards = async () => metric(await site.stack.metrics("forecast"), "trivium_forecast_shards_total");
  const before = await shards();
  const reacted = () => site.rollout.until(({ state }) => state.stage === reaction, signal);
  if (fault === "drift of Go") {
    const seen = reacted().then((after) => ({ after, at: performance.now() }));
    await site.driftGo();
    const met = performance.now();
    const calls = (await shards()) - before;
    const { after, at } = await seen;
    return { calls, hits: 1, tookMs: Math.max(0, at - met), after };
  }
  const planted = site.faults.plant(fault, share);
  const met = planted.hit(1).then(shards);
  if (reaction === stage) await planted.hit(HARMLESS_HITS);
  const after = await reacted();
  const tookMs = performance.now() - (planted.firstHitAt ?? 0);
  return { calls: (await met) - before, hits: planted.hits, tookMs, after };
}
