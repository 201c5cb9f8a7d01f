import type { ReactNode } from "react";
import { words } from "../api/words.ts";
import type { Pages } from "./usePages.ts";

interface Props<T> {
  readonly pages: Pages<T>;
  /** What is said of a list without items. */
  readonly none: string;
  /** One item as a list item with its key. */
  readonly row: (item: T) => ReactNode;
}

/** The newest items of a list, with a way further back; or why there are none to be seen. */
export function PagedList<T>({ pages: { items, fault, more }, none, row }: Props<T>) {
  return (
    <>
      {items === undefined || items.length === 0 ? (
        <p className="empty">{items === undefined ? unknown(fault && words(fault).title) : none}</p>
      ) : (
        <ol>{items.map(row)}</ol>
      )}
      {more && (
        <button type="button" className="quiet" onClick={more}>
          Show more
        </button>
      )}
    </>
  );
}

function unknown(fault: string | undefined): string {
  return fault === undefined ? "Not known yet." : `Not known: ${fault}.`;
}
