/** The exit code of a command that was told to stop. */
export const INTERRUPTED = 130;

/** What asks this process to stop. */
export type Reason = "SIGINT" | "SIGTERM" | "SIGHUP" | "disconnect";

const REASONS: readonly Reason[] = ["SIGINT", "SIGTERM", "SIGHUP", "disconnect"];

/**
 * Calls back whenever this process is asked to stop: by Ctrl-C, TERM, a closed terminal, or
 * by the end of what called it (see boot/trivium.mjs). Returns what ends the listening.
 */
export function onStop(asked: (reason: Reason) => void): () => void {
  const listeners = REASONS.map((reason) => {
    const listener = () => asked(reason);
    process.on(reason, listener);
    return () => process.off(reason, listener);
  });
  // Listening to the caller must not keep this process alive.
  process.channel?.unref();
  return () => listeners.forEach((remove) => remove());
}

/**
 * Aborted when this process is asked to stop. Ctrl-C once more does not wait for the end:
 * the guard ends the services then.
 */
export function stopSignal(): AbortSignal {
  const asked = new AbortController();
  onStop((reason) => {
    if (asked.signal.aborted && reason === "SIGINT") process.exit(INTERRUPTED);
    if (!asked.signal.aborted) console.error("\nStopping");
    asked.abort();
  });
  return asked.signal;
}
