import { HttpProblem } from "../http/problems.ts";
import type { PartialPlan } from "../schemas/index.ts";

const MAX_SEED = 2n ** 64n - 1n;

/** @throws {HttpProblem} when the seed is too large for 64 bits, which its pattern cannot say. */
export function checkSeed({ seed = "0" }: PartialPlan): void {
  if (BigInt(seed) > MAX_SEED) {
    const errors = [{ field: "seed", expected: `must be from 0 to ${MAX_SEED}` }];
    throw new HttpProblem(400, "invalid-fields", "fields are not as they should be", { errors });
  }
}
