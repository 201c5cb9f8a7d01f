import { setTimeout as sleep } from "node:timers/promises";
import type { Rollout } from "@trivium/gateway/schemas";
import type { Effort } from "../effort.ts";
import type { Progress } from "../progress.ts";
import { type Spread, spreadOf } from "../spread.ts";
import type { Caller } from "./caller.ts";

/** Share of the shards that Go verifies: large enough to be seen. Percent. */
const PERCENT = 1;
/** Without a comparison for so long, all of them have ended. */
const SETTLED_MS = 1500;

/** What it costs that Go computes a share of Rust's shards again, in the background. */
export interface Verification {
  readonly paths: number;
  readonly percent: number;
  /** Milliseconds of a run without it, and with it. */
  readonly without: Spread;
  readonly verified: Spread;
  /** Shards that were compared. */
  readonly compared: number;
}

/** Runs the same plans with and without verification, in turns. */
export async function measureVerification(
  caller: Caller,
  gatewayUrl: string,
  { verificationRounds, verificationPaths }: Effort,
  progress: Progress,
): Promise<Verification> {
  const without: number[] = [];
  const verified: number[] = [];
  let compared = 0;
  for (let round = 1; round <= verificationRounds; round++) {
    progress.step(`road: with and without verification, round ${round} of ${verificationRounds}`);
    const plan = caller.plan(verificationPaths);
    await setShare(gatewayUrl, 0);
    without.push((await caller.run(plan)).result.timing.runningMs);
    await setShare(gatewayUrl, PERCENT);
    verified.push((await caller.run(plan)).result.timing.runningMs);
    compared += await settled(gatewayUrl);
  }
  await setShare(gatewayUrl, 0);
  return {
    paths: verificationPaths,
    percent: PERCENT,
    without: spreadOf(without),
    verified: spreadOf(verified),
    compared,
  };
}

async function rolloutAt(gatewayUrl: string): Promise<Rollout> {
  return (await (await fetch(`${gatewayUrl}/v1/rollout?service=forecast`)).json()) as Rollout;
}

/** Waits for the comparisons under way, which would burden what comes next, and says how many there were. */
async function settled(gatewayUrl: string): Promise<number> {
  for (let before = -1; ; await sleep(SETTLED_MS)) {
    const { compared } = (await rolloutAt(gatewayUrl)).evidence;
    if (compared === before) return compared;
    before = compared;
  }
}

async function setShare(gatewayUrl: string, percent: number): Promise<void> {
  const { state } = await rolloutAt(gatewayUrl);
  if (state.stage !== "reversed")
    throw new Error(`the rollout went back to ${state.stage} while it was measured`);
  const change = {
    version: state.version,
    stage: state.stage,
    percent,
    reason: "a measurement",
    actor: "bench",
  };
  const response = await fetch(`${gatewayUrl}/v1/rollout/stage?service=forecast`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(change),
  });
  if (!response.ok) throw new Error(`the share cannot be set: ${await response.text()}`);
}
