import { randomUUID } from "node:crypto";
import { STATUS_CODES } from "node:http";
import type { Socket } from "node:net";
import { CallError } from "@trivium/chassis/errors";
import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { fromCall, HttpProblem, problemOf, type Terms } from "./problems.ts";

interface ValidationFault {
  readonly instancePath?: string;
  readonly keyword?: string;
  readonly message?: string;
  readonly params?: Readonly<Record<string, unknown>>;
}

/** Every error becomes a problem (RFC 9457). */
export function registerErrors(app: FastifyInstance): void {
  app.setErrorHandler((error: FastifyError, request, reply) => {
    const problem = asProblem(error, request.routeOptions.config);
    if (problem.status >= 500 && problem.status !== 503 && problem.status !== 504) {
      request.log.error({ err: error }, "internal error");
    } else {
      request.log.info({ problem: problem.slug, code: (error as { code?: unknown }).code }, "refused");
    }
    return sendProblem(request, reply, problem);
  });
  app.setNotFoundHandler((request, reply) =>
    sendProblem(request, reply, new HttpProblem(404, "route-not-found", "there is nothing at this address")),
  );
}

/** For an address that no route can be looked up for. */
export function sendUnroutable(_: Error, request: FastifyRequest, reply: FastifyReply): void {
  sendProblem(request, reply, new HttpProblem(400, "unreadable-address", "the address is not well formed"));
}

/** For bytes that are not an HTTP request, and so have no reply either. */
export function answerUnreadable(error: NodeJS.ErrnoException, socket: Socket): void {
  if (error.code === "ECONNRESET" || !socket.writable) return void socket.destroy();
  const [status, detail] = unreadable[error.code ?? ""] ?? [400, "this is not an HTTP request"];
  const problem = new HttpProblem(status, "unreadable-request", detail);
  const body = JSON.stringify(problemOf(problem, randomUUID()));
  const head = [
    `HTTP/1.1 ${status} ${STATUS_CODES[status]}`,
    "content-type: application/problem+json",
    `content-length: ${Buffer.byteLength(body)}`,
    "connection: close",
  ];
  socket.end(`${head.join("\r\n")}\r\n\r\n${body}`);
}

const unreadable: Readonly<Record<string, readonly [status: number, detail: string]>> = {
  HPE_HEADER_OVERFLOW: [431, "the headers are larger than 16 kB"],
  ERR_HTTP_REQUEST_TIMEOUT: [408, "the request did not arrive in time"],
};

function sendProblem(request: FastifyRequest, reply: FastifyReply, error: HttpProblem): FastifyReply {
  if (error.retryAfterMs !== undefined) reply.header("retry-after", Math.ceil(error.retryAfterMs / 1000));
  if (error.status === 401) reply.header("www-authenticate", "Bearer");
  return reply
    .code(error.status)
    .header("cache-control", "no-store")
    .type("application/problem+json")
    .send(problemOf(error, request.id));
}

function asProblem(error: FastifyError | CallError | HttpProblem, terms: Terms): HttpProblem {
  if (error instanceof HttpProblem) return error;
  if (error instanceof CallError) return fromCall(error, terms);
  if (error.validation !== undefined) return invalidFields(error.validation);
  switch (error.statusCode) {
    case 400:
      return new HttpProblem(400, "unreadable-body", "the body is not JSON");
    case 406:
      return new HttpProblem(406, "not-acceptable", "this address answers with text/event-stream");
    case 413:
      return new HttpProblem(413, "unreadable-body", "the body is larger than 64 kB");
    case 415:
      return new HttpProblem(415, "unreadable-body", "the content type must be application/json");
    default:
      return new HttpProblem(500, "internal", "");
  }
}

function invalidFields(faults: readonly ValidationFault[]): HttpProblem {
  const errors = faults
    // A partial shape's keywords name the fields themselves; these would only repeat it.
    .filter((fault) => fault.keyword !== "if")
    .map((fault) => ({ field: fieldOf(fault), expected: expectationOf(fault) }));
  return new HttpProblem(400, "invalid-fields", "fields are not as they should be", { errors });
}

function fieldOf({ instancePath = "", params = {} }: ValidationFault): string {
  const path = instancePath.slice(1).replaceAll("/", ".");
  const extra = params["additionalProperty"] ?? params["missingProperty"];
  return [path, extra].filter((part) => part !== undefined && part !== "").join(".") || "body";
}

function expectationOf({ keyword, message = "is not valid", params = {} }: ValidationFault): string {
  switch (keyword) {
    case "additionalProperties":
      return "is not a known field";
    case "format":
      return params["format"] === "uint64"
        ? "must be a whole number from 0 to 18446744073709551615"
        : message;
    case "enum":
      return `must be one of ${(params["allowedValues"] as string[]).join(", ")}`;
    default:
      return message;
  }
}
