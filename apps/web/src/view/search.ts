import { useSyncExternalStore } from "react";

/** The browser tells of moves through its history, but not of changes that a page makes itself. */
const listeners = new Set<() => void>();

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  addEventListener("popstate", listener);
  return () => {
    listeners.delete(listener);
    removeEventListener("popstate", listener);
  };
}

/** The query of the page's address, as it is now. */
export function useSearch(): string {
  return useSyncExternalStore(subscribe, () => location.search);
}

/** Puts another query in the place of the present one. */
export function replaceSearch(search: string): void {
  history.replaceState(null, "", location.pathname + search);
  for (const listener of listeners) listener();
}

/** Goes on to another query; the browser's button leads back. */
export function openSearch(search: string): void {
  history.pushState(null, "", location.pathname + search);
  for (const listener of listeners) listener();
}
