import type { Rollout, Stage } from "@trivium/gateway/schemas";
import { hindrances } from "../migration/budgets.ts";
import { stageAfter, stageName, stagesBefore } from "../migration/stages.ts";

interface Props {
  readonly rollout: Rollout;
  readonly busy: boolean;
  readonly onStep: (stage: Stage) => void;
}

/** One stage forward, if the evidence is there; back by any number of them. */
export function Steps({ rollout: { state, budgets }, busy, onStep }: Props) {
  const next = stageAfter(state.stage);
  const earlier = stagesBefore(state.stage);
  const missing = state.stage === "off" ? "" : hindrances(budgets);
  const step = (stage: Stage) => {
    if (!busy) onStep(stage);
  };
  return (
    <div className="steps">
      {next !== undefined && (
        <>
          <button
            type="button"
            className={missing === "" ? "primary" : "bordered"}
            aria-disabled={busy}
            aria-describedby="step-hint"
            onClick={() => step(next)}
          >
            Advance to {next}
          </button>
          <p id="step-hint" className="hint">
            {hint(next, missing)}
          </p>
        </>
      )}
      {earlier.length > 0 && (
        <div className="back">
          <p id="back-title">Back to</p>
          <fieldset className="choices" aria-labelledby="back-title">
            {earlier.map((stage) => (
              <button key={stage} type="button" aria-disabled={busy} onClick={() => step(stage)}>
                {stageName(stage)}
              </button>
            ))}
          </fieldset>
        </div>
      )}
    </div>
  );
}

function hint(next: Stage, missing: string): string {
  if (missing !== "") return `Hold: the evidence is not there yet (${missing}).`;
  return next === "retired" ? "Nothing will be compared any more." : "It begins with 1\u00a0% of the calls.";
}
