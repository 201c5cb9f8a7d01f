import type { MouseEvent } from "react";
import { openSearch, useSearch } from "./search.ts";
import { inView, type View, viewOf } from "./view.ts";

const views: readonly { view: View; name: string }[] = [
  { view: "forecast", name: "Forecast" },
  { view: "migration", name: "Migration" },
];

/** Leads from one view to the other. These are links: they open in another tab as well. */
export function ViewLinks() {
  const search = useSearch();
  return (
    <nav className="views" aria-label="Views">
      {views.map(({ view, name }) => (
        <a
          key={view}
          href={inView(view, search) || "/"}
          aria-current={viewOf(search) === view ? "page" : undefined}
          onClick={(event) => {
            if (opensElsewhere(event)) return;
            event.preventDefault();
            if (viewOf(search) !== view) openSearch(inView(view, search));
          }}
        >
          {name}
        </a>
      ))}
    </nav>
  );
}

function opensElsewhere({ button, metaKey, ctrlKey, shiftKey, altKey }: MouseEvent): boolean {
  return button !== 0 || metaKey || ctrlKey || shiftKey || altKey;
}
