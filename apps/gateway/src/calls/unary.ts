import { type CallOptions, type ClientUnaryCall, Metadata, type ServiceError, status } from "@grpc/grpc-js";
import { CallError, callErrorOf } from "@trivium/chassis/errors";

/** For whom a call is made: when its caller goes, so does the call. */
export interface Caller {
  readonly signal: AbortSignal;
  readonly traceparent: string;
}

type Method<Request, Response> = (
  request: Request,
  metadata: Metadata,
  options: Partial<CallOptions>,
  callback: (error: ServiceError | null, response: Response) => void,
) => ClientUnaryCall;

/** What is sent along with every call. */
export function metadataFor(caller: Caller): Metadata {
  const metadata = new Metadata();
  metadata.set("traceparent", caller.traceparent);
  return metadata;
}

/**
 * Calls a method, with a deadline, until its caller goes.
 *
 * @throws {CallError}
 */
export function unary<Request, Response>(
  method: Method<Request, Response>,
  request: Request,
  caller: Caller,
  deadline: Date,
): Promise<Response> {
  if (caller.signal.aborted) return Promise.reject(new CallError(status.CANCELLED, "the caller has gone"));
  return new Promise((resolve, reject) => {
    const call = method(request, metadataFor(caller), { deadline }, (error, response) => {
      caller.signal.removeEventListener("abort", cancel);
      if (error === null) resolve(response);
      else reject(callErrorOf(error));
    });
    const cancel = () => call.cancel();
    caller.signal.addEventListener("abort", cancel, { once: true });
  });
}

/** A deadline so many milliseconds from now. */
export function after(milliseconds: number): Date {
  return new Date(Date.now() + milliseconds);
}
