import type { AuditEntry } from "@trivium/gateway/schemas";
import { words } from "../api/words.ts";
import { moment } from "../format/moment.ts";
import { actorText, changeText, evidenceText, isRetreat } from "./auditWords.ts";
import type { Pages } from "./usePages.ts";

interface Props {
  readonly audit: Pages<AuditEntry>;
  readonly onMismatch: (id: string) => void;
}

/** Who changed what, when and why, and what the evidence was; newest first. */
export function Audit({ audit: { items, fault, more }, onMismatch }: Props) {
  return (
    <section className="audit" aria-labelledby="audit-title">
      <header className="section-head">
        <h2 id="audit-title">Audit trail</h2>
        <p>every change, for good</p>
      </header>
      {items === undefined || items.length === 0 ? (
        <p className="empty">{emptyText(items, fault && words(fault).title)}</p>
      ) : (
        <ol>
          {items.map((entry) => (
            <Row key={entry.version} entry={entry} onMismatch={onMismatch} />
          ))}
        </ol>
      )}
      {more && (
        <button type="button" className="quiet" onClick={more}>
          Show more
        </button>
      )}
    </section>
  );
}

function emptyText(items: readonly unknown[] | undefined, fault: string | undefined): string {
  if (items !== undefined) return "Nothing was changed yet.";
  return fault === undefined ? "Not known yet." : `Not known: ${fault}.`;
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
