import { drift, mended, slowness, ulp } from "./faults.ts";
import { begin, canary, crash, retired, reversed, shadow } from "./forward.ts";
import type { Step } from "./step.ts";

/** The tour, in its order. */
export const STEPS: readonly Step[] = [
  begin,
  shadow,
  ulp,
  mended,
  canary,
  slowness,
  crash,
  reversed,
  drift,
  retired,
];
