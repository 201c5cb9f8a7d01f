import type { AuditEntry } from "@trivium/gateway/schemas";
import { moment } from "../format/moment.ts";
import { actorText, changeText, evidenceText, isRetreat } from "./auditWords.ts";
import { PagedList } from "./PagedList.tsx";
import type { Pages } from "./usePages.ts";

interface Props {
  readonly audit: Pages<AuditEntry>;
  readonly onMismatch: (id: string) => void;
}

/** Who changed what, when and why, and what the evidence was; newest first. */
export function Audit({ audit, onMismatch }: Props) {
  return (
    <section className="audit" aria-labelledby="audit-title">
      <header className="section-head">
        <h2 id="audit-title">Audit trail</h2>
        <p>every change, for good</p>
      </header>
      <PagedList
        pages={audit}
        none="Nothing was changed yet."
        row={(entry) => <Row key={entry.version} entry={entry} onMismatch={onMismatch} />}
      />
    </section>
  );
}

function Row({
  entry,
  onMismatch,
}: {
  readonly entry: AuditEntry;
  readonly onMismatch: Props["onMismatch"];
}) {
  const { mismatchId } = entry;
  return (
    <li className={isRetreat(entry) ? "retreat" : undefined}>
      <p className="change">{changeText(entry)}</p>
      <p className="reason">{entry.reason}</p>
      <p className="who">
        <time dateTime={entry.time}>{moment(entry.time, new Date())}</time> · {actorText(entry)}
      </p>
      <p className="evidence">
        {evidenceText(entry)}
        {mismatchId !== undefined && (
          <button type="button" className="link" onClick={() => onMismatch(mismatchId)}>
            the mismatch
          </button>
        )}
      </p>
    </li>
  );
}
