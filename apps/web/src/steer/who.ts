const slot = "trivium.who";

/** Who steers, as it was entered in this browser before. */
export function lastWho(): string {
  return localStorage.getItem(slot) ?? "";
}

/** Keeps who steers, for the next time. */
export function keepWho(who: string): void {
  localStorage.setItem(slot, who);
}
