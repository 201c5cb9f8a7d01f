import { Metadata, type status } from "@grpc/grpc-js";
import { ErrorInfo } from "@trivium/contracts/google/rpc/error_details";
import { Status } from "@trivium/contracts/google/rpc/status";
import { State } from "@trivium/contracts/rollout/v1/rollout";

/** A gRPC status as a service of rollouts sends it: with a reason, and the present state where it is stale. */
export class Refusal extends Error {
  readonly code: status;
  readonly details: string;
  readonly metadata = new Metadata();

  constructor(code: status, reason: string, message: string, state?: State) {
    super(message);
    this.code = code;
    this.details = message;
    const info = ErrorInfo.encode({ reason, domain: "trivium", metadata: {} }).finish();
    const details = [detail("google.rpc.ErrorInfo", info)];
    if (state !== undefined) {
      details.push(detail("trivium.rollout.v1.State", State.encode(state).finish()));
    }
    this.metadata.set(
      "grpc-status-details-bin",
      Buffer.from(Status.encode({ code, message, details }).finish()),
    );
  }
}

function detail(name: string, value: Uint8Array) {
  return { typeUrl: `type.googleapis.com/${name}`, value: Buffer.from(value) };
}
