/** Answering gRPC calls: with a deadline, until the caller goes, by errors that callers may see. */

import {
  type handleUnaryCall,
  type ServerUnaryCall,
  type ServiceDefinition,
  status,
  type UntypedServiceImplementation,
} from "@grpc/grpc-js";
import type { Logger } from "pino";
import { Counter, type Registry } from "prom-client";
import { Refusal } from "./refusal.ts";
import type { Served } from "./server.ts";
import { type Trace, traceOf } from "./trace.ts";

/** For whom a call is answered. */
export interface CallContext {
  /** Ends at the call's deadline, or when its caller goes. */
  readonly signal: AbortSignal;
  readonly trace: Trace;
}

/** Answers a message. A {@link Refusal} that it throws is what the caller is told. */
export type Handler<Request, Response> = (request: Request, context: CallContext) => Promise<Response>;

/** For each method of a service, what makes its handler of the tools that all of them have. */
export type Handlers<Definition, Tools> = {
  readonly [Name in keyof Definition]: (
    tools: Tools,
  ) => Handler<RequestOf<Definition[Name]>, ResponseOf<Definition[Name]>>;
};
type RequestOf<Method> = Method extends { requestDeserialize: (bytes: Buffer) => infer Request }
  ? Request
  : never;
type ResponseOf<Method> = Method extends { responseDeserialize: (bytes: Buffer) => infer Response }
  ? Response
  : never;

/** The calls of a service: counted by how they ended, as `trivium_SERVICE_requests_total`. */
export class Calls {
  readonly #logger: Logger;
  readonly #ended: Counter<"code">;

  constructor(service: string, registry: Registry, logger: Logger) {
    this.#logger = logger;
    this.#ended = new Counter({
      name: `trivium_${service}_requests_total`,
      help: "Calls that ended, by gRPC code.",
      labelNames: ["code"],
      registers: [registry],
    });
  }

  /** A service of unary methods that are answered by handlers. */
  serve<Definition extends ServiceDefinition, Tools>(
    definition: Definition,
    handlers: Handlers<Definition, Tools>,
    tools: Tools,
  ): Served {
    const methods = Object.keys(definition).map((name) => [name, this.unary(handlers[name]!(tools))]);
    return [definition, Object.fromEntries(methods) as UntypedServiceImplementation];
  }

  /** A unary method that is answered by a handler. */
  unary<Request, Response>(handle: Handler<Request, Response>): handleUnaryCall<Request, Response> {
    return (call, callback) => {
      const trace = traceOf(call.metadata.get("traceparent")[0]?.toString());
      const ended = new AbortController();
      call.on("cancelled", () => ended.abort());
      if (call.cancelled) ended.abort();
      const answer = async () => {
        const [refusal, response] = await this.#outcome(call, () =>
          handle(call.request, { signal: ended.signal, trace }),
        );
        const code = refusal?.code ?? status.OK;
        this.#ended.inc({ code: status[code] });
        this.#logger.debug(
          { trace_id: trace.traceId, method: call.getPath(), code: status[code] },
          "answered",
        );
        callback(refusal ?? null, response);
      };
      void answer();
    };
  }

  async #outcome<Response>(
    call: ServerUnaryCall<unknown, unknown>,
    handle: () => Promise<Response>,
  ): Promise<[Refusal | undefined, Response?]> {
    try {
      return [undefined, await handle()];
    } catch (error) {
      if (call.cancelled) return [isLate(call) ? late() : gone()];
      if (error instanceof Refusal) return [error];
      this.#logger.error({ err: error, method: call.getPath() }, "internal error");
      return [new Refusal(status.INTERNAL, "internal error", { reason: "INTERNAL" })];
    }
  }
}

const isLate = (call: ServerUnaryCall<unknown, unknown>) => Number(call.getDeadline()) <= Date.now();
const late = () => new Refusal(status.DEADLINE_EXCEEDED, "out of time", { reason: "DEADLINE_EXCEEDED" });
const gone = () => new Refusal(status.CANCELLED, "the caller has gone", { reason: "CANCELLED" });
