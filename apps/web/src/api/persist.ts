import { backoffMs } from "./backoff.ts";
import { asFault, type Fault } from "./fault.ts";
import { type Pause, pause } from "./pause.ts";

/**
 * Repeats a call until it is answered, with growing pauses; the call must be one that may be
 * repeated. `onFault` hears of every failure that may pass. Throws a Fault that will not pass
 * by itself, or the abort.
 */
export async function persist<T>(
  call: () => Promise<T>,
  signal: AbortSignal,
  onFault: (fault: Fault) => void = () => {},
  wait: Pause = pause,
): Promise<T> {
  for (let failures = 0; ; failures++) {
    try {
      return await call();
    } catch (error) {
      if (signal.aborted) throw error;
      const fault = asFault(error);
      if (!fault.passing) throw fault;
      onFault(fault);
      await wait(Math.max(fault.retryAfterMs, backoffMs(failures, Math.random())), signal);
    }
  }
}
