import type { ArmView, Budget, Rollout, Stage } from "@trivium/gateway/schemas";
import { table } from "./table.ts";
import { durationText, significant, stageText, timeText } from "./words.ts";

const ROAD: readonly Stage[] = ["off", "shadow", "canary", "reversed", "retired"];

/** A rollout as a page of text. */
export function rolloutText(rollout: Rollout): string {
  const { state, control, candidate, evidence, budgets } = rollout;
  return [
    `${rollout.name}: ${roadText(rollout)}`,
    `version ${state.version}, since ${timeText(state.changeTime)}`,
    ...warnings(rollout),
    "",
    table(
      ["", "build", "calls/s", "failed/s", "refused/s", "p50", "p90", "p99"],
      [armRow("control", control), armRow("candidate", candidate)],
    ),
    "",
    table(["budget", "verdict", "observed", "limit", "used", "samples"], budgets.map(budgetRow)),
    "",
    `${evidence.compared} calls compared, ${evidence.mismatched} differed, ${evidence.dropped} left out for want of room`,
    `${rollout.mismatches} mismatches stored`,
  ].join("\n");
}

/** A rollout as a line, for watching. */
export function rolloutLine(rollout: Rollout, time: string): string {
  const { state, control, candidate, evidence, verdict, killSwitch } = rollout;
  return [
    timeText(time),
    `v${state.version} ${stageText(state)}`,
    `control ${armText(control)}`,
    `candidate ${armText(candidate)}`,
    `compared ${evidence.compared}`,
    `differed ${evidence.mismatched}`,
    verdict,
    ...(killSwitch.on ? ["KILL SWITCH ON"] : []),
    ...(rollout.storeUnreachable ? ["STORE UNREACHABLE"] : []),
  ].join("  ");
}

/** The stages, with the present one marked. */
function roadText({ state }: Rollout): string {
  return ROAD.map((stage) => (stage === state.stage ? `[${stageText(state)}]` : stage)).join(" - ");
}

function warnings({ killSwitch, storeUnreachable }: Rollout): string[] {
  const why = killSwitch.description === undefined ? "" : `: ${killSwitch.description}`;
  return [
    ...(killSwitch.on ? [`The kill switch is on, the control answers everything${why}`] : []),
    ...(!killSwitch.on && why !== "" ? [`The kill switch is off${why}`] : []),
    ...(storeUnreachable ? ["The store cannot be reached: the last known stage holds"] : []),
  ];
}

function armRow(name: string, arm: ArmView): string[] {
  return [
    arm.implementation === "" ? name : `${name} (${arm.implementation})`,
    arm.buildId || "-",
    significant(arm.callsPerSecond),
    significant(arm.failuresPerSecond),
    significant(arm.refusalsPerSecond),
    ...[arm.p50Ms, arm.p90Ms, arm.p99Ms].map(durationText),
  ];
}

function armText({ callsPerSecond, p99Ms }: ArmView): string {
  return `${significant(callsPerSecond)}/s p99 ${durationText(p99Ms)}`;
}

function budgetRow({ kind, verdict, observed, limit, used, samples, samplesNeeded }: Budget): string[] {
  return [
    kind,
    verdict,
    observed === undefined ? "-" : amount(kind, observed),
    amount(kind, limit),
    `${Math.round(used * 100)} %`,
    samples < samplesNeeded ? `${samples} of ${samplesNeeded} needed` : String(samples),
  ];
}

/** A number in its budget's unit. */
function amount(kind: Budget["kind"], value: number): string {
  switch (kind) {
    case "mismatches":
      return significant(value);
    case "errors":
    case "refusals":
      return `${significant(value * 100)} %`;
    case "latency":
      return `${significant(value)} x`;
    default:
      return kind satisfies never;
  }
}
