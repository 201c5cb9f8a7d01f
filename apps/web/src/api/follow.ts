import { backoffMs } from "./backoff.ts";
import { asFault, Fault } from "./fault.ts";
import { type Pause, pause } from "./pause.ts";

/** What following a stream tells: what came, or that it lost the gateway for now. */
export type Heard<T> = { kind: "heard"; value: T } | { kind: "lost"; fault: Fault };

/**
 * Follows a stream for as long as it is listened to. One that breaks or ends is connected
 * again, with growing pauses. Throws a Fault that will not pass by itself, or the abort.
 */
export async function* follow<T>(
  connect: () => AsyncIterable<T>,
  signal: AbortSignal,
  wait: Pause = pause,
): AsyncGenerator<Heard<T>> {
  for (let failures = 0; ; failures++) {
    let fault = new Fault({ kind: "unreachable" });
    try {
      for await (const value of connect()) {
        yield { kind: "heard", value };
        failures = 0;
      }
    } catch (error) {
      if (signal.aborted) throw error;
      fault = asFault(error);
      if (!fault.passing) throw fault;
    }
    yield { kind: "lost", fault };
    await wait(Math.max(fault.retryAfterMs, backoffMs(failures, Math.random())), signal);
  }
}
