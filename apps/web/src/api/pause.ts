/** Waits; rejects with the signal's reason when it is aborted. Unit: milliseconds. */
export type Pause = (milliseconds: number, signal: AbortSignal) => Promise<void>;

/** Waits by the clock. */
export const pause: Pause = (milliseconds, signal) =>
  new Promise((resolve, reject) => {
    const timer = setTimeout(resolve, milliseconds);
    const stop = () => {
      clearTimeout(timer);
      reject(signal.reason as Error);
    };
    if (signal.aborted) stop();
    else signal.addEventListener("abort", stop, { once: true });
  });
