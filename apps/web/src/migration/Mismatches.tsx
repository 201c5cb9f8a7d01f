import type { MismatchSummary } from "@trivium/gateway/schemas";
import { type ReactNode, useId } from "react";
import { count } from "../format/amount.ts";
import { moment } from "../format/moment.ts";
import { PagedList } from "./PagedList.tsx";
import type { Pages } from "./usePages.ts";

interface Props {
  readonly mismatches: Pages<MismatchSummary>;
  /** The one that is looked at. */
  readonly open: string | undefined;
  readonly onOpen: (id: string | undefined) => void;
  readonly detail: (id: string) => ReactNode;
}

/** What differed so far, newest first; one of them in detail. */
export function Mismatches({ mismatches, open, onOpen, detail }: Props) {
  const { items } = mismatches;
  const listed = items?.some(({ id }) => id === open) === true;
  return (
    <section className="mismatches" aria-labelledby="mismatches-title" id="mismatches">
      <header className="section-head">
        <h2 id="mismatches-title">Mismatches</h2>
        <p>each kept once, with its request and both answers</p>
      </header>
      {open !== undefined && items !== undefined && !listed && detail(open)}
      <PagedList
        pages={mismatches}
        none="None. Every answer that was compared was the same, to the last bit."
        row={(mismatch) => (
          <Row key={mismatch.id} mismatch={mismatch} open={mismatch.id === open} onOpen={onOpen}>
            {detail(mismatch.id)}
          </Row>
        )}
      />
    </section>
  );
}

interface RowProps {
  readonly mismatch: MismatchSummary;
  readonly open: boolean;
  readonly onOpen: Props["onOpen"];
  readonly children: ReactNode;
}

function Row({ mismatch, open, onOpen, children }: RowProps) {
  const detailId = useId();
  const { id, difference, stage, lastTime } = mismatch;
  return (
    <li>
      <button
        type="button"
        aria-expanded={open}
        aria-controls={open ? detailId : undefined}
        onClick={() => onOpen(open ? undefined : id)}
      >
        <span className="field-path">{difference.field}</span>
        <span className="values">
          {difference.control.text} ≠ {difference.candidate.text}
        </span>
        <span className="times">{mismatch.count === 1 ? "once" : `${count(mismatch.count)} times`}</span>
        <span className="stage">at {stage}</span>
        <time dateTime={lastTime}>{moment(lastTime, new Date())}</time>
      </button>
      {open && <div id={detailId}>{children}</div>}
    </li>
  );
}
