import { setTimeout as sleep } from "node:timers/promises";
import { type ClientReadableStream, type ServiceError, status } from "@grpc/grpc-js";
import { CallError, callErrorOf } from "@trivium/chassis/errors";
import type { Caller } from "./unary.ts";

const FIRST_RETRY_MS = 100;
const LAST_RETRY_MS = 1000;
/** How long a stream may be without its service before it is given up. */
const PATIENCE_MS = 60_000;

/**
 * The messages of a stream. When the service goes away, it is opened again, until its
 * caller goes. So is an endless stream when it ends.
 *
 * @throws {CallError} when the stream is refused, or the service stays away.
 */
export async function* resumed<Message>(
  open: () => ClientReadableStream<Message>,
  caller: Caller,
  { endless = false } = {},
): AsyncGenerator<Message, void, undefined> {
  let lostAt: number | undefined;
  let retryMs = FIRST_RETRY_MS;
  while (!caller.signal.aborted) {
    try {
      for await (const message of messagesOf(open(), caller)) {
        [lostAt, retryMs] = [undefined, FIRST_RETRY_MS];
        yield message;
      }
      if (!endless) return;
      throw new CallError(status.UNAVAILABLE, "an endless stream has ended");
    } catch (error) {
      lostAt ??= Date.now();
      if (!isPassing(error) || Date.now() - lostAt > PATIENCE_MS) throw error;
      await sleep(retryMs, undefined, { signal: caller.signal }).catch(() => undefined);
      retryMs = Math.min(2 * retryMs, LAST_RETRY_MS);
    }
  }
}

async function* messagesOf<Message>(
  call: ClientReadableStream<Message>,
  caller: Caller,
): AsyncGenerator<Message, void, undefined> {
  const cancel = () => call.cancel();
  caller.signal.addEventListener("abort", cancel, { once: true });
  try {
    yield* call as AsyncIterable<Message>;
  } catch (error) {
    throw callErrorOf(error as ServiceError);
  } finally {
    caller.signal.removeEventListener("abort", cancel);
    call.cancel();
  }
}

/** A service that stops ends its streams as cancelled; one that is gone is unavailable. */
function isPassing(error: unknown): boolean {
  return error instanceof CallError && [status.UNAVAILABLE, status.CANCELLED].includes(error.code);
}
