import type { Contribution } from "@trivium/gateway/schemas";
import { count } from "../format/amount.ts";
import { duration } from "../format/duration.ts";
import type { Answer } from "./answer.ts";

/** What one language did for an answer. */
export interface Road {
  readonly language: "TypeScript" | "Go" | "Rust";
  readonly role: string;
  readonly time: string;
  readonly timeOf: string;
  readonly details: readonly string[];
}

type Known = Exclude<Answer, { kind: "none" }>;

/** The roads of an answer. `gatewayMs` is what the gateway took to answer the page. */
export function roads(answer: Known, gatewayMs: number): readonly Road[] {
  const paths = answer.kind === "preview" ? browser(answer) : kernel(answer);
  return [gateway(answer, gatewayMs), orchestrator(answer), paths];
}

function gateway({ kind }: Known, gatewayMs: number): Road {
  const preview = kind === "preview";
  return {
    language: "TypeScript",
    role: "gateway",
    time: duration(gatewayMs),
    timeOf: "request, to and fro",
    details: ["checked the plan", preview ? "passed the schedule on" : "streams the progress"],
  };
}

function orchestrator(answer: Known): Road {
  const road = { language: "Go", role: "forecast" } as const;
  if (answer.kind === "preview") {
    const details = ["turned the plan into a schedule", "no durable run"];
    return { ...road, time: duration(answer.scheduleMs), timeOf: "call", details };
  }
  const { contributions, timing } = answer.result;
  const shards = contributions.reduce((sum, part) => sum + part.shards, 0);
  return {
    ...road,
    time: duration(timing.runningMs),
    timeOf: `from start to ${answer.kind === "final" ? "end" : "now"}`,
    details: [`fanned out and merged ${shardCount(shards)}`, `queued for ${duration(timing.queuedMs)}`],
  };
}

/** A run's paths are computed by simulators, or by Go in the forecast service: as the rollout says, shard by shard. */
function kernel(answer: Known): Road {
  const { contributions } = answer.result;
  const [most] = contributions.toSorted((one, other) => other.paths - one.paths);
  const inGo = most?.implementation === "go";
  return {
    language: inGo ? "Go" : "Rust",
    role: inGo ? "kernel, in forecast" : "simulator",
    time: duration(computeMs(answer)),
    timeOf: "of computing, all threads",
    details: [
      ...rate(answer, " a thread"),
      ...contributions.map((part) => build(part, part.implementation !== most?.implementation)),
    ],
  };
}

/** A preview's paths are computed where the page is. */
function browser(answer: Extract<Known, { kind: "preview" }>): Road {
  const inRust = answer.engine === "WebAssembly";
  return {
    language: inRust ? "Rust" : "TypeScript",
    role: "in this browser",
    time: duration(computeMs(answer)),
    timeOf: "of computing, one thread",
    details: [...rate(answer, ""), inRust ? "compiled to WebAssembly" : "without WebAssembly"],
  };
}

function computeMs({ result }: Known): number {
  return result.contributions.reduce((sum, part) => sum + part.computeMs, 0);
}

/** How fast an answer was computed, where that could be measured. */
function rate(answer: Known, each: string): string[] {
  const { plan, result } = answer;
  const milliseconds = computeMs(answer);
  if (milliseconds === 0) return [];
  const months = 12 * (plan.yearsUntilRetirement + plan.yearsToCover);
  const perSecond = (result.paths * months) / (milliseconds / 1000);
  return [`${(perSecond / 1e6).toFixed(1)} million path-months a second${each}`];
}

const buildDigits = 14;

function build({ implementation, buildId, instructionSet, shards }: Contribution, named: boolean): string {
  const language = named ? `${implementation}: ` : "";
  return `${language}${shardCount(shards)} · ${instructionSet} · build ${buildId.slice(0, buildDigits)}`;
}

function shardCount(shards: number): string {
  return `${count(shards)} ${shards === 1 ? "shard" : "shards"}`;
}
