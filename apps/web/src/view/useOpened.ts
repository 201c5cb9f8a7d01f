import { useEffect, useRef } from "react";
import type { View } from "./view.ts";

const titles: Readonly<Record<View, string>> = {
  forecast: "Trivium: will the money last?",
  migration: "Trivium: the migration from Go to Rust",
};

/** Names the document after its view. A view that is opened later gets the focus at its heading, as a page would. */
export function useOpened(view: View): void {
  const shown = useRef(view);
  useEffect(() => {
    document.title = titles[view];
    if (shown.current === view) return;
    shown.current = view;
    scrollTo(0, 0);
    document.querySelector("h1")?.focus({ preventScroll: true });
  }, [view]);
}
