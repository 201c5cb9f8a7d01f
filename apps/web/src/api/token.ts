const slot = "trivium.token";

/** The token of this browser tab, if one was entered; it goes when the tab is closed. */
export function token(): string | undefined {
  return sessionStorage.getItem(slot) ?? undefined;
}

/** Keeps a token for this browser tab. */
export function keepToken(value: string): void {
  sessionStorage.setItem(slot, value);
}
