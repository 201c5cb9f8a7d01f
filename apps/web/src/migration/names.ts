import type { Rollout } from "@trivium/gateway/schemas";

/** How both sides are called. */
export interface Names {
  readonly control: string;
  readonly candidate: string;
}

/** The sides by the languages they are written in; by their parts while these are not known. */
export function namesOf({ control, candidate }: Rollout): Names {
  return {
    control: written(control.implementation) || "The control",
    candidate: written(candidate.implementation) || "The candidate",
  };
}

function written(implementation: string): string {
  return implementation.charAt(0).toUpperCase() + implementation.slice(1);
}
