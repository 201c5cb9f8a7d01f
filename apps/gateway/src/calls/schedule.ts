import type { Schedule as ScheduleMessage } from "@trivium/contracts/forecast/v1/plan";
import { planMessage, planOf } from "../mapping/plan.ts";
import type { PartialPlan, Plan } from "../schemas/index.ts";
import type { Clients } from "./channel.ts";
import { type Caller, unary } from "./unary.ts";

/** Paths of a preview are no more than these, whatever the plan says. */
const MAX_PATHS = 10_000;

/** A plan with its defaults, and what the forecast service makes of it. */
export interface Scheduled {
  readonly plan: Plan;
  readonly schedule: ScheduleMessage;
  /** Paths of the plan's preview. */
  readonly paths: number;
  /** Unit: milliseconds. */
  readonly scheduleMs: number;
}

/**
 * Has the forecast service turn a plan into a schedule.
 *
 * @throws {CallError}
 */
export async function buildSchedule(
  { forecast }: Clients,
  partial: PartialPlan,
  caller: Caller,
  deadline: Date,
): Promise<Scheduled> {
  const start = performance.now();
  const { plan: message, schedule } = await unary(
    forecast.buildSchedule.bind(forecast),
    { plan: planMessage(partial) },
    caller,
    deadline,
  );
  if (schedule === undefined) throw new Error("an answer without a schedule");
  const plan = planOf(message);
  const paths = Math.min(plan.paths, MAX_PATHS);
  return { plan, schedule, paths, scheduleMs: performance.now() - start };
}
