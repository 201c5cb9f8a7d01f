import { traceOf } from "@trivium/chassis/trace";
import type { FastifyInstance, FastifyRequest } from "fastify";
import type { Caller } from "../calls/unary.ts";

declare module "fastify" {
  interface FastifyRequest {
    /** For whom services are called: ends when the browser goes, and belongs to its trace. */
    caller: Caller;
  }
}

/** Gives every request its caller; log lines of the request carry the trace. */
export function registerCaller(app: FastifyInstance): void {
  app.decorateRequest("caller");
  app.addHook("onRequest", (request, reply, done) => {
    const gone = new AbortController();
    const trace = traceOf(headerOf(request, "traceparent"));
    request.caller = { signal: gone.signal, traceparent: trace.traceparent };
    request.log = reply.log = app.log.child({ reqId: request.id, trace_id: trace.traceId });
    reply.raw.once("close", () => {
      if (!reply.raw.writableFinished) gone.abort();
    });
    done();
  });
}

/** A header that may be given once. */
export function headerOf(request: FastifyRequest, name: string): string | undefined {
  const value = request.headers[name];
  return Array.isArray(value) ? value[0] : value;
}
