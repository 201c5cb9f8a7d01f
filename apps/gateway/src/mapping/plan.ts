import type { Plan as PlanMessage } from "@trivium/contracts/forecast/v1/plan";
import type { PartialPlan, Plan } from "../schemas/index.ts";

/** A plan as the forecast service reads it. The seed must be a legal decimal. */
export function planMessage({ seed, ...numbers }: PartialPlan): PlanMessage {
  return seed === undefined ? { ...numbers } : { ...numbers, seed: BigInt(seed) };
}

/** A plan as the forecast service answers it: with every default filled in. */
export function planOf(message: PlanMessage | undefined): Plan {
  const { seed = 0n, ...numbers } = message ?? {};
  return { ...(numbers as Omit<Plan, "seed">), seed: seed.toString() };
}
