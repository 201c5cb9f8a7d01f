import { useLayoutEffect, useState, useSyncExternalStore } from "react";

/** Light or dark. */
export type Theme = "light" | "dark";

const slot = "trivium.theme";
const system = matchMedia("(prefers-color-scheme: dark)");

function stored(): Theme | undefined {
  const value = localStorage.getItem(slot);
  return value === "light" || value === "dark" ? value : undefined;
}

function subscribe(listener: () => void): () => void {
  system.addEventListener("change", listener);
  return () => system.removeEventListener("change", listener);
}

/** The theme: as chosen on this page, else as the system has it. The choice is kept. */
export function useTheme(): [Theme, choose: (theme: Theme) => void] {
  const [chosen, setChosen] = useState(stored);
  const preferred = useSyncExternalStore<Theme>(subscribe, () => (system.matches ? "dark" : "light"));
  useLayoutEffect(() => {
    if (chosen === undefined) return;
    localStorage.setItem(slot, chosen);
    document.documentElement.dataset.theme = chosen;
  }, [chosen]);
  return [chosen ?? preferred, setChosen];
}
