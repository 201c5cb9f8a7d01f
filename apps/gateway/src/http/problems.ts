import { status } from "@grpc/grpc-js";
import type { CallError, FieldViolation } from "@trivium/chassis/errors";
import type { Problem } from "../schemas/index.ts";

/** An error of the gateway's own, in the terms of a problem. */
export class HttpProblem extends Error {
  override readonly name = "HttpProblem";
  readonly status: number;
  readonly slug: string;
  readonly errors: Problem["errors"];
  readonly retryAfterMs: number | undefined;
  readonly extension: object | undefined;

  constructor(
    httpStatus: number,
    slug: string,
    detail: string,
    more: Partial<Pick<HttpProblem, "errors" | "retryAfterMs" | "extension">> = {},
  ) {
    super(detail);
    this.status = httpStatus;
    this.slug = slug;
    this.errors = more.errors;
    this.retryAfterMs = more.retryAfterMs;
    this.extension = more.extension;
  }
}

/** gRPC status to HTTP status, and the kind of problem where the service gives no reason. */
const fromStatus: Record<status, readonly [httpStatus: number, slug: string]> = {
  [status.OK]: [500, "internal"],
  [status.CANCELLED]: [499, "cancelled"],
  [status.UNKNOWN]: [500, "internal"],
  [status.INVALID_ARGUMENT]: [400, "invalid-fields"],
  [status.DEADLINE_EXCEEDED]: [504, "deadline-exceeded"],
  [status.NOT_FOUND]: [404, "not-found"],
  [status.ALREADY_EXISTS]: [409, "conflict"],
  [status.PERMISSION_DENIED]: [403, "forbidden"],
  [status.RESOURCE_EXHAUSTED]: [429, "busy"],
  [status.FAILED_PRECONDITION]: [409, "conflict"],
  [status.ABORTED]: [409, "conflict"],
  [status.OUT_OF_RANGE]: [400, "invalid-fields"],
  [status.UNIMPLEMENTED]: [501, "not-implemented"],
  [status.INTERNAL]: [500, "internal"],
  [status.UNAVAILABLE]: [503, "unavailable"],
  [status.DATA_LOSS]: [500, "internal"],
  [status.UNAUTHENTICATED]: [401, "unauthenticated"],
};

const titles: Record<number, string> = {
  400: "The request is not valid",
  401: "Credentials are missing or wrong",
  403: "Not allowed",
  404: "Not found",
  406: "Not acceptable",
  409: "Conflict",
  413: "The body is too large",
  415: "The content type is not supported",
  429: "Too many requests",
  431: "The headers are too large",
  499: "The caller has gone",
  501: "Not implemented",
  503: "A service cannot be reached",
  504: "Out of time",
};

/** The problem that a caller is told of. What is not known to be safe stays inside. */
export function problemOf(error: HttpProblem, requestId: string): Problem {
  return {
    type: `/problems/${error.slug}`,
    title: titles[error.status] ?? "Internal error",
    status: error.status,
    requestId,
    ...(error.message === "" ? {} : { detail: error.message }),
    ...(error.retryAfterMs === undefined ? {} : { retryAfterMs: error.retryAfterMs }),
    ...(error.errors === undefined ? {} : { errors: error.errors }),
    ...error.extension,
  };
}

/** How a route tells of the errors of what it calls, in its `config`. */
export interface Terms {
  /** Names over HTTP of fields of the gRPC request; empty for the field that the body stands for. */
  readonly fieldNames?: Readonly<Record<string, string>>;
  /** Further members of the problem, from what a service sends with a refusal. */
  readonly extension?: (refusal: CallError) => object;
}

declare module "fastify" {
  interface FastifyContextConfig extends Terms {}
}

/** A called service's error in the terms of a problem. */
export function fromCall(error: CallError, { fieldNames = {}, extension }: Terms): HttpProblem {
  const [httpStatus, slug] = fromStatus[error.code] ?? [500, "internal"];
  const reason = error.reason === "" ? slug : error.reason.toLowerCase().replaceAll("_", "-");
  if (httpStatus >= 500) return new HttpProblem(httpStatus, slug, "");
  return new HttpProblem(httpStatus, reason, error.message, {
    retryAfterMs: error.retryAfterMs,
    extension: extension?.(error),
    ...(error.violations.length > 0 ? { errors: error.violations.map(fieldErrorBy(fieldNames)) } : {}),
  });
}

/** Fields that have the same part in every contract, and another name over HTTP. */
const httpNames: Readonly<Record<string, string>> = {
  request_id: "Idempotency-Key",
  page_size: "limit",
  page_token: "cursor",
};

function fieldErrorBy(fieldNames: Readonly<Record<string, string>>) {
  const names = { ...httpNames, ...fieldNames };
  const nameOf = (part: string) => names[part] ?? camelCase(part);
  return ({ field, expected }: FieldViolation) => {
    const parts = field.split(".").map(nameOf);
    return { field: parts.filter((part) => part !== "").join("."), expected };
  };
}

const camelCase = (name: string) => name.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase());
