import { EXIT } from "@trivium/cli/exit";
import type { AuditEntry, Rollout as RolloutView, Stage } from "@trivium/gateway/schemas";
import { type Done, type Program, type } from "../commands.ts";
import type { Site } from "../site.ts";
import type { Traffic } from "../traffic.ts";
import type { Guide } from "./guide.ts";

/** Lines of the answer to a step that tell where the rollout is now. */
const ROAD_LINES = 1;

/** What the steps of the tour play on. */
export class Scene {
  readonly site: Site;
  readonly traffic: Traffic;
  readonly guide: Guide;
  /** A folder that is removed after the tour. */
  readonly folder: string;
  readonly #signal: AbortSignal;

  constructor(site: Site, traffic: Traffic, guide: Guide, folder: string, signal: AbortSignal) {
    this.site = site;
    this.traffic = traffic;
    this.guide = guide;
    this.folder = folder;
    this.#signal = signal;
  }

  /** Runs a command as one would type it, and shows what it prints; its first lines, if one says so. */
  async types(program: Program, args: readonly string[], lines?: number): Promise<void> {
    const done = await this.#run(program, args);
    // That the sides still differ is an answer, too.
    if (done.exit !== EXIT.done && done.exit !== EXIT.differs)
      throw new Error(`${args.join(" ")}: ${done.faults}`);
    this.#show(program, args, done, lines);
  }

  /** Sets the stage, as soon as the evidence lets it. */
  set(stage: Stage, percent: number, reason: string): Promise<void> {
    return this.#step(stage, ["set", stage, "--percent", String(percent), "--reason", reason]);
  }

  /** The last step. */
  retire(reason: string): Promise<void> {
    return this.#step("retired", ["retire", "--reason", reason]);
  }

  /** Waits until every budget passes. */
  async evidence(): Promise<void> {
    await this.until(({ verdict }) => verdict === "pass");
  }

  /** Waits until the rollout has gone back by itself; the audit entry says why. */
  async retreat(): Promise<AuditEntry> {
    await this.until(({ state }) => state.stage === "off");
    const [entry] = await this.site.rollout.audit();
    if (entry === undefined) throw new Error("the audit trail is empty");
    return entry;
  }

  until(wanted: (rollout: RolloutView) => boolean): Promise<RolloutView> {
    return this.site.rollout.until(wanted, this.#signal);
  }

  async #step(stage: Stage, args: readonly string[]): Promise<void> {
    for (;;) {
      await this.site.rollout.ready(stage, this.#signal);
      const done = await this.#run("npx trivium rollout", args);
      if (done.exit === EXIT.done) return this.#show("npx trivium rollout", args, done, ROAD_LINES);
      // The evidence may have changed between look and step.
      if (done.exit !== EXIT.refused && done.exit !== EXIT.stale) throw new Error(done.faults);
    }
  }

  #run(program: Program, args: readonly string[]): Promise<Done> {
    const url = this.site.stack.gatewayUrl;
    return type(program, args, { url, folder: this.folder, signal: this.#signal });
  }

  #show(program: Program, args: readonly string[], { out }: Done, lines?: number): void {
    const shown = out.split("\n").slice(0, lines).join("\n");
    this.guide.shows([program, ...args.map(quoted)].join(" "), shown);
  }
}

const quoted = (text: string) => (/^[\w./%-]+$/.test(text) ? text : `"${text}"`);
