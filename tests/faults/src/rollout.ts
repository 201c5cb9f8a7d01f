import type {
  AuditEntry,
  Mismatch,
  Replay,
  RolloutState,
  Rollout as RolloutView,
  Stage,
} from "@trivium/gateway/schemas";
import type { Client } from "@trivium/test-integration/client";
import { eventsOf } from "@trivium/test-integration/events";

/** A step that is refused, or meant for a state that is gone. */
const CONFLICT = 409;
/** The latter alone. */
const STALE = "/problems/rollout-version-stale";

/** Watches and steers the rollout of a stack as a person does, by HTTP. */
export class Rollout {
  readonly #client: Client;

  constructor(client: Client) {
    this.#client = client;
  }

  /** The rollout at present. */
  view(): Promise<RolloutView> {
    return this.#get(pathOf(""));
  }

  /** Sets the stage, with a share in percent where the stage has one; again when the state was about to change. */
  async set(stage: Stage, percent?: number): Promise<RolloutState> {
    for (;;) {
      const response = await this.#change(stage, percent);
      const answer = await response.text();
      if (response.ok) return (JSON.parse(answer) as RolloutView).state;
      if (!answer.includes(STALE)) throw new Error(answer);
    }
  }

  /** Goes to a stage as soon as the evidence lets it: it may have changed between look and step. */
  async advance(stage: Stage, percent?: number): Promise<void> {
    for (;;) {
      await this.ready(stage);
      const response = await this.#change(stage, percent);
      if (response.ok) return;
      if (response.status !== CONFLICT) throw new Error(await response.text());
    }
  }

  /**
   * Waits until the evidence lets the rollout go to a stage.
   *
   * @throws {Error} when it has gone back to off instead.
   */
  async ready(stage: Stage, signal?: AbortSignal): Promise<void> {
    const { state } = await this.until(
      ({ state: now, verdict }) => verdict === "pass" || now.stage === "off" || now.stage === stage,
      signal,
    );
    if (state.stage !== "off" || stage === "shadow") return;
    const [entry] = await this.audit();
    throw new Error(`the rollout went back by itself: ${entry?.reason}`);
  }

  /** Watches until the rollout is as wanted. A stream that breaks is taken up again. */
  async until(wanted: (rollout: RolloutView) => boolean, signal?: AbortSignal): Promise<RolloutView> {
    for (;;) {
      for await (const rollout of this.#events(signal)) if (wanted(rollout)) return rollout;
    }
  }

  /** The audit trail, newest first. */
  async audit(): Promise<AuditEntry[]> {
    return (await this.#get<{ entries: AuditEntry[] }>(pathOf("/audit", { limit: "100" }))).entries;
  }

  /** A stored mismatch. */
  mismatch(id: string): Promise<Mismatch> {
    return this.#get(pathOf(`/mismatches/${id}`));
  }

  /** What both sides answer now to a mismatch's request. */
  async replay(id: string): Promise<Replay> {
    return jsonOf(await this.#client.post(pathOf(`/mismatches/${id}/replay`), {}));
  }

  async #change(stage: Stage, percent?: number): Promise<Response> {
    const { state } = await this.view();
    const change = { version: state.version, stage, reason: "a test of faults", actor: "tests/faults" };
    const body = percent === undefined ? change : { ...change, percent };
    return this.#client.post(pathOf("/stage"), body);
  }

  async #get<T>(path: string): Promise<T> {
    return jsonOf(await this.#client.send(path));
  }

  async *#events(signal?: AbortSignal): AsyncGenerator<RolloutView> {
    const headers = { accept: "text/event-stream" };
    const response = await this.#client.send(pathOf("/events"), { headers, signal: signal ?? null });
    for await (const { data } of eventsOf(response)) yield JSON.parse(data) as RolloutView;
  }
}

/** Another service may have a rollout, too. */
function pathOf(part: string, query: Readonly<Record<string, string>> = {}): string {
  return `/v1/rollout${part}?${String(new URLSearchParams({ service: "forecast", ...query }))}`;
}

async function jsonOf<T>(response: Response): Promise<T> {
  if (!response.ok) throw new Error(await response.text());
  return (await response.json()) as T;
}
