import type {
  Contribution as ContributionMessage,
  Result as ResultMessage,
} from "@trivium/contracts/forecast/v1/forecast";
import type { Duration } from "@trivium/contracts/google/protobuf/duration";
import type { Contribution, Result } from "../schemas/index.ts";

/** A duration in milliseconds; 0 when absent. */
export function milliseconds(duration: Duration | undefined): number {
  return duration === undefined ? 0 : Number(duration.seconds) * 1000 + duration.nanos / 1e6;
}

/** A checksum as sixteen hexadecimal digits. */
export function checksumText(checksum: bigint): string {
  return checksum.toString(16).padStart(16, "0");
}

/** What the simulated paths say. */
export function resultOf(message: ResultMessage): Result {
  const { success, timing } = message;
  return {
    paths: Number(message.paths),
    success: success ?? { estimate: 0, low: 0, high: 1 },
    years: message.years,
    checksum: checksumText(message.checksum),
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
