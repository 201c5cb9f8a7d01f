import type { AuditEntry, RolloutState } from "@trivium/gateway/schemas";
import { moment } from "../format/moment.ts";
import { actorText, changeText, isRetreat } from "./auditWords.ts";

interface Props {
  readonly state: RolloutState;
  /** The newest entry of the audit trail that is known. */
  readonly newest: AuditEntry | undefined;
}

/** Who led here, and why. Its place is kept while that is not known. */
export function LastChange({ state, newest }: Props) {
  const since = `Since ${moment(state.changeTime, new Date())}`;
  if (newest === undefined || newest.version !== state.version) {
    return <p className="last-change">{since}</p>;
  }
  if (isRetreat(newest)) {
    return (
      <div className="notice" role="alert">
        <p>
          <strong>It went back by itself.</strong> {changeText(newest)}: {newest.reason}. {since}.
        </p>
      </div>
    );
  }
  return (
    <p className="last-change">
      {since}, {actorText(newest)}: {newest.reason}
    </p>
  );
}
