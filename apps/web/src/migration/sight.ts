import type { Rollout } from "@trivium/gateway/schemas";
import type { Fault } from "../api/fault.ts";
import { followed, type Moment } from "./moments.ts";

/** What the page knows of the rollout. */
export interface Sight {
  readonly rollout: Rollout | undefined;
  /** What both sides took in the last minutes. */
  readonly moments: readonly Moment[];
  /** Why nothing newer comes, if so. */
  readonly fault: Fault | undefined;
}

/** What happens to that knowledge. */
export type SightEvent =
  /** `first`: behind a new connection. `at`: unit seconds since 1970. */
  | { kind: "reported"; rollout: Rollout; first: boolean; at: number }
  /** The answer to a change that was made on this page. */
  | { kind: "changed"; rollout: Rollout }
  | { kind: "lost"; fault: Fault };

/** Nothing yet. */
export const unseen: Sight = { rollout: undefined, moments: [], fault: undefined };

/**
 * The knowledge after an event. Versions only go forward, for replicas learn of a change
 * one after the other; but another connection may lead to another store.
 */
export function reduceSight(sight: Sight, event: SightEvent): Sight {
  switch (event.kind) {
    case "reported":
      return {
        rollout: event.first ? event.rollout : newest(sight.rollout, event.rollout),
        moments: followed(sight.moments, event.rollout, event.at),
        fault: undefined,
      };
    case "changed":
      return { ...sight, rollout: newest(sight.rollout, event.rollout) };
    case "lost":
      return { ...sight, fault: event.fault };
    default:
      return event satisfies never;
  }
}

function newest(before: Rollout | undefined, after: Rollout): Rollout {
  return before !== undefined && after.state.version < before.state.version ? before : after;
}
