import { execFile } from "node:child_process";
import { join } from "node:path";
import { EXIT } from "@trivium/cli/exit";
import type { AuditEntry, Rollout as RolloutView, Stage } from "@trivium/gateway/schemas";
import { ROOT } from "@trivium/stack";
import type { Site } from "../site.ts";
import type { Traffic } from "../traffic.ts";
import type { Guide } from "./guide.ts";

/** The command line that the tour types on, by what a person types. */
const PROGRAMS = {
  "npx trivium rollout": [process.execPath, join(ROOT, "packages/cli/src/main.ts")],
  "npm run conformance --": [process.execPath, join(ROOT, "tests/conformance/src/main.ts")],
} as const;
type Program = keyof typeof PROGRAMS;

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
    const printed = await this.#run(program, args);
    const shown = printed.split("\n").slice(0, lines).join("\n");
    this.guide.shows([program, ...args.map(quoted)].join(" "), shown);
  }

  /** Sets the stage, as soon as the evidence lets it, and waits until it holds. */
  async set(stage: Stage, percent: number, reason: string): Promise<void> {
    const before = (await this.site.rollout.view()).state.stage;
    if (before !== stage && before !== "off") await this.evidence();
    const args = ["set", stage, "--percent", String(percent), "--reason", reason];
    await this.types("npx trivium rollout", args, ROAD_LINES);
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

  #run(program: Program, args: readonly string[]): Promise<string> {
    const [file, ...first] = PROGRAMS[program];
    const options = {
      cwd: this.folder,
      env: { ...process.env, TRIVIUM_URL: this.site.stack.gatewayUrl },
      signal: this.#signal,
    };
    return new Promise((resolve, reject) => {
      execFile(file, [...first, ...args], options, (error, stdout, stderr) => {
        // That the sides still differ is an answer, too.
        if (error === null || error.code === EXIT.differs) resolve(stdout);
        else reject(new Error(`${program} ${args.join(" ")}: ${stderr}${stdout}`));
      });
    });
  }
}

const quoted = (text: string) => (/^[\w./%-]+$/.test(text) ? text : `"${text}"`);
