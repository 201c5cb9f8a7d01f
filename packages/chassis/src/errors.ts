/** Errors of called services: a gRPC status with `google.rpc` details (AIP-193). */

import { type ServiceError, status } from "@grpc/grpc-js";
import type { Any } from "@trivium/contracts/google/protobuf/any";
import { BadRequest, ErrorInfo, RetryInfo } from "@trivium/contracts/google/rpc/error_details";
import { Status } from "@trivium/contracts/google/rpc/status";

/** A faulty field, and what was expected. */
export interface FieldViolation {
  /** Its path in the gRPC request, such as `order.amount`. */
  readonly field: string;
  readonly expected: string;
}

/** What a called service answered instead of a response. */
export class CallError extends Error {
  override readonly name = "CallError";
  readonly code: status;
  /** Name of an ErrorReason without its prefix, such as `INVALID_FIELDS`; empty when there is none. */
  readonly reason: string;
  readonly violations: readonly FieldViolation[];
  readonly retryAfterMs: number | undefined;
  /** Details of a service's own types. */
  readonly details: readonly Any[];

  constructor(code: status, message: string, details: Partial<Details> = {}) {
    super(message);
    this.code = code;
    this.reason = details.reason ?? "";
    this.violations = details.violations ?? [];
    this.retryAfterMs = details.retryAfterMs;
    this.details = details.details ?? [];
  }
}

interface Details {
  reason: string;
  violations: FieldViolation[];
  retryAfterMs: number | undefined;
  details: Any[];
}

/** The typed error of a failed call. Details that cannot be read are left out. */
export function callErrorOf(error: ServiceError): CallError {
  const [encoded] = error.metadata?.get("grpc-status-details-bin") ?? [];
  const details = encoded instanceof Buffer ? readDetails(encoded) : {};
  return new CallError(error.code ?? status.UNKNOWN, error.details ?? error.message, details);
}

function readDetails(encoded: Buffer): Partial<Details> {
  try {
    return decodeDetails(encoded);
  } catch {
    return {};
  }
}

function decodeDetails(encoded: Buffer): Partial<Details> {
  const details: Partial<Details> & Pick<Details, "details"> = { details: [] };
  for (const detail of Status.decode(encoded).details) {
    const { typeUrl, value } = detail;
    switch (typeUrl.split("/").at(-1)) {
      case "google.rpc.ErrorInfo":
        details.reason = ErrorInfo.decode(value).reason;
        break;
      case "google.rpc.BadRequest":
        details.violations = BadRequest.decode(value).fieldViolations.map(({ field, description }) => ({
          field,
          expected: description,
        }));
        break;
      case "google.rpc.RetryInfo": {
        const { seconds = 0n, nanos = 0 } = RetryInfo.decode(value).retryDelay ?? {};
        details.retryAfterMs = Number(seconds) * 1000 + nanos / 1e6;
        break;
      }
      default:
        details.details.push(detail);
    }
  }
  return details;
}
