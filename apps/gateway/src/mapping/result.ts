import type {
  Contribution as ContributionMessage,
  Result as ResultMessage,
} from "@trivium/contracts/forecast/v1/forecast";
import type { Contribution, Result } from "../schemas/index.ts";
import { hex64 } from "./hex.ts";
import { milliseconds } from "./time.ts";

/** What the simulated paths say. */
export function resultOf(message: ResultMessage): Result {
  const { success, timing } = message;
  return {
    paths: Number(message.paths),
    success: success ?? { estimate: 0, low: 0, high: 1 },
    years: message.years,
    checksum: hex64(message.checksum),
    contributions: message.contributions.map(contributionOf),
    timing: { queuedMs: milliseconds(timing?.queued), runningMs: milliseconds(timing?.running) },
  };
}

function contributionOf(message: ContributionMessage): Contribution {
  return {
    implementation: message.build?.implementation ?? "",
    buildId: message.build?.buildId ?? "",
    instructionSet: message.build?.instructionSet ?? "",
    shards: message.shards,
    paths: Number(message.paths),
    computeMs: milliseconds(message.computeTime),
  };
}
