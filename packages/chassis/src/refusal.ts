/** What a service answers instead of a response: a gRPC status with `google.rpc` details (AIP-193). */

import { Metadata, type status } from "@grpc/grpc-js";
import { BadRequest, ErrorInfo, RetryInfo } from "@trivium/contracts/google/rpc/error_details";
import { Status } from "@trivium/contracts/google/rpc/status";

const DOMAIN = "trivium";

interface Message {
  /** Full name, as "google.rpc.ErrorInfo". */
  readonly name: string;
  readonly encoded: Uint8Array;
}

interface Details {
  /** Name of an ErrorReason without its prefix, such as `INVALID_FIELDS`. */
  reason?: string;
  /** Field path in the gRPC request, and what is expected of it. */
  fields?: Readonly<Record<string, string>>;
  retryAfterMs?: number;
  /** Messages of the services' own contracts. */
  messages?: readonly Message[];
}

/** A fault that the caller is told about. */
export class Refusal extends Error {
  override readonly name = "Refusal";
  readonly code: status;
  readonly details: string;
  readonly metadata = new Metadata();

  constructor(code: status, message: string, details: Details = {}) {
    super(message);
    this.code = code;
    this.details = message;
    const encoded = Status.encode({ code, message, details: [...packed(details)] }).finish();
    this.metadata.set("grpc-status-details-bin", Buffer.from(encoded));
  }
}

function* packed({ reason, fields, retryAfterMs, messages = [] }: Details) {
  const any = (name: string, value: Uint8Array) => ({
    typeUrl: `type.googleapis.com/${name}`,
    value: Buffer.from(value),
  });
  if (reason !== undefined) {
    yield any("google.rpc.ErrorInfo", ErrorInfo.encode({ reason, domain: DOMAIN, metadata: {} }).finish());
  }
  if (fields !== undefined) {
    const fieldViolations = Object.entries(fields).map(([field, description]) => ({
      field,
      description,
      reason: "",
      localizedMessage: undefined,
    }));
    yield any("google.rpc.BadRequest", BadRequest.encode({ fieldViolations }).finish());
  }
  if (retryAfterMs !== undefined) {
    const retryDelay = {
      seconds: BigInt(Math.floor(retryAfterMs / 1000)),
      nanos: (retryAfterMs % 1000) * 1e6,
    };
    yield any("google.rpc.RetryInfo", RetryInfo.encode({ retryDelay }).finish());
  }
  for (const { name, encoded } of messages) yield any(name, encoded);
}
