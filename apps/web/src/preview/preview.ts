import type { Plan, Result } from "@trivium/gateway/schemas";
import { summarize } from "@trivium/kernel";
import { Fault } from "../api/fault.ts";
import { schedule } from "../api/forecasts.ts";
import type { Answer, Gateway } from "../api/gateway.ts";
import { Computer } from "./computer.ts";
import { type Engine, engines } from "./engine.ts";

/** A quick answer to a plan, computed in this browser. */
export interface Preview {
  readonly plan: Plan;
  readonly result: Result;
  readonly engine: Engine;
  /** What the gateway waited for the schedule. Unit: milliseconds. */
  readonly scheduleMs: number;
}

/** How long the gateway may take, before it is asked again. */
const SCHEDULE_TIMEOUT_MS = 5000;

/** Of this browser, in the shape of any other refusal. */
const UNCOMPUTABLE = {
  type: "about:blank",
  title: "This browser computes no previews",
  detail: "Run the forecast for the full answer.",
  status: 400,
  requestId: "",
};

const computer = new Computer(engines);

/**
 * Previews a plan: the schedule from the gateway, its paths from this browser. The answer
 * tells how long the gateway took. Throws a Fault.
 */
export async function preview(gateway: Gateway, wanted: Plan): Promise<Answer<Preview>> {
  const { value, tookMs } = await schedule(gateway, wanted, AbortSignal.timeout(SCHEDULE_TIMEOUT_MS));
  const { plan, paths, drift, volatility, flow, scheduleMs } = value;
  const { initialBalance } = plan;
  const seed = BigInt(plan.seed);
  const request = { initialBalance, drift, volatility, flow, seed, firstPath: 0n, pathCount: paths };
  const { response, engine, computeMs } = await computer.compute(request).catch(() => {
    throw new Fault({ kind: "refused", problem: UNCOMPUTABLE });
  });
  const result: Result = {
    paths,
    ...summarize(response.counts, paths, response.depletedPaths),
    checksum: response.checksum.toString(16).padStart(16, "0"),
    contributions: [{ implementation: engine, buildId: "", instructionSet: "", shards: 1, paths, computeMs }],
    timing: { queuedMs: 0, runningMs: computeMs },
  };
  return { value: { plan, result, engine, scheduleMs }, tookMs };
}
