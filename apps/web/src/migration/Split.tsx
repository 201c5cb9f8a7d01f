import type { Rollout } from "@trivium/gateway/schemas";
import { sharePercent } from "../format/sharePercent.ts";
import type { Names } from "./names.ts";
import { candidatePercent } from "./stages.ts";

interface Props {
  readonly rollout: Rollout;
  readonly names: Names;
}

/** Whose answers the callers get: the candidate's from the left, the control's the rest. */
export function Split({ rollout, names }: Props) {
  const percent = candidatePercent(rollout);
  return (
    <div className="split">
      <div className="split-bar" aria-hidden="true">
        <div style={{ width: `${percent}%` }} />
      </div>
      <p>
        <span className="candidate">
          {names.candidate} answers {sharePercent(percent)}
        </span>
        <span className="control">
          {names.control} answers {sharePercent(100 - percent)}
        </span>
      </p>
    </div>
  );
}
