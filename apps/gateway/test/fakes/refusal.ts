import { Metadata, type status } from "@grpc/grpc-js";
import { BadRequest, ErrorInfo, RetryInfo } from "@trivium/contracts/google/rpc/error_details";
import { Status } from "@trivium/contracts/google/rpc/status";
import { State } from "@trivium/contracts/rollout/v1/rollout";

interface Details {
  reason?: string;
  /** Field path in the gRPC request, and what is expected of it. */
  fields?: Readonly<Record<string, string>>;
  retryAfterMs?: number;
  /** What a rollout stands at. */
  state?: State;
}

/** A gRPC status with the details that the services of Trivium send. */
export class Refusal extends Error {
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

function* packed({ reason, fields, retryAfterMs, state }: Details) {
  const any = (name: string, value: Uint8Array, packageName = "google.rpc") => ({
    typeUrl: `type.googleapis.com/${packageName}.${name}`,
    value: Buffer.from(value),
  });
  if (reason !== undefined) {
    yield any("ErrorInfo", ErrorInfo.encode({ reason, domain: "trivium", metadata: {} }).finish());
  }
  if (fields !== undefined) {
    const fieldViolations = Object.entries(fields).map(([field, description]) => ({
      field,
      description,
      reason: "",
      localizedMessage: undefined,
    }));
    yield any("BadRequest", BadRequest.encode({ fieldViolations }).finish());
  }
  if (retryAfterMs !== undefined) {
    const retryDelay = {
      seconds: BigInt(Math.floor(retryAfterMs / 1000)),
      nanos: (retryAfterMs % 1000) * 1e6,
    };
    yield any("RetryInfo", RetryInfo.encode({ retryDelay }).finish());
  }
  if (state !== undefined) yield any("State", State.encode(state).finish(), "trivium.rollout.v1");
}
