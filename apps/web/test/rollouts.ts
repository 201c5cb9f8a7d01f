import type { Budget, Rollout, RolloutState, Stage } from "@trivium/gateway/schemas";

/** A state of a version at a stage. */
export function state(version: number, stage: Stage, percent?: number): RolloutState {
  const share = percent === undefined ? {} : { percent };
  return { version, stage, ...share, changeTime: "2026-01-02T03:04:05Z" };
}

const evidence = {
  calls: 0,
  answered: 0,
  failures: 0,
  refused: 0,
  latencies: { firstBucket: 0, counts: [] },
};

/** A rollout at a state, with nothing observed. */
export function rollout(at: RolloutState, more: Partial<Rollout> = {}): Rollout {
  const view = { buildId: "", callsPerSecond: 0, failuresPerSecond: 0, refusalsPerSecond: 0 };
  return {
    name: "simulate",
    state: at,
    evidence: { compared: 0, mismatched: 0, dropped: 0, control: evidence, candidate: evidence },
    budgets: [],
    verdict: "inconclusive",
    control: { ...view, implementation: "go" },
    candidate: { ...view, implementation: "rust" },
    killSwitch: { on: false },
    storeUnreachable: false,
    mismatches: 0,
    ...more,
  };
}

/** A budget that has passed, unless it is told otherwise. */
export function budget(more: Partial<Budget> & Pick<Budget, "kind">): Budget {
  return { verdict: "pass", limit: 0, used: 0, samples: 200, samplesNeeded: 100, ...more };
}
