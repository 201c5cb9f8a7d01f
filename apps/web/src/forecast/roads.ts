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

/** The three roads of an answer. `gatewayMs` is what the gateway took to answer the page. */
export function roads(answer: Known, gatewayMs: number): readonly Road[] {
  return [gateway(answer, gatewayMs), orchestrator(answer), simulator(answer)];
}

function gateway({ kind }: Known, gatewayMs: number): Road {
  const preview = kind === "preview";
  return {
    language: "TypeScript",
    role: "gateway",
    time: duration(gatewayMs),
    timeOf: preview ? "request, all included" : "request, to and fro",
    details: preview
      ? ["checked the plan", "asked Go for the schedule, Rust for the paths"]
      : ["checked the plan", "streams the progress"],
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

function simulator({ plan, result }: Known): Road {
  const computeMs = result.contributions.reduce((sum, part) => sum + part.computeMs, 0);
  const months = 12 * (plan.yearsUntilRetirement + plan.yearsToCover);
  const details = result.contributions.map(build);
  if (computeMs > 0) {
    const rate = (result.paths * months) / (computeMs / 1000) / 1e6;
    details.unshift(`${rate.toFixed(1)} million path-months a second a thread`);
  }
  return {
    language: "Rust",
    role: "simulator",
    time: duration(computeMs),
    timeOf: "of computing, all threads",
    details,
  };
}

const buildDigits = 14;

function build({ implementation, buildId, instructionSet, shards }: Contribution): string {
  const language = implementation === "rust" ? "" : `${implementation}: `;
  return `${language}${shardCount(shards)} · ${instructionSet} · build ${buildId.slice(0, buildDigits)}`;
}

function shardCount(shards: number): string {
  return `${count(shards)} ${shards === 1 ? "shard" : "shards"}`;
}
