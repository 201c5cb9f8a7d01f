import type { Any } from "@trivium/contracts/google/protobuf/any";
import { SimulateRequest, SimulateResponse } from "@trivium/contracts/simulation/v1/simulation";
import type { RequestMessage, ResponseMessage } from "../schemas/index.ts";
import { hex64 } from "./hex.ts";
import { doubleOf, messageOf } from "./message.ts";

/** A stored request. */
export function requestOf(any: Any | undefined): RequestMessage {
  return messageOf(any, { "trivium.simulation.v1.SimulateRequest": requestFields });
}

/** A stored response. */
export function responseOf(any: Any): ResponseMessage {
  return messageOf(any, { "trivium.simulation.v1.SimulateResponse": responseFields });
}

function requestFields(bytes: Uint8Array): RequestMessage["fields"] {
  const request = SimulateRequest.decode(bytes);
  return {
    initialBalance: doubleOf(request.initialBalance),
    drift: request.drift.map(doubleOf),
    volatility: request.volatility.map(doubleOf),
    flow: request.flow.map(doubleOf),
    seed: request.seed.toString(),
    firstPath: request.firstPath.toString(),
    pathCount: request.pathCount,
  };
}

function responseFields(bytes: Uint8Array): ResponseMessage["fields"] {
  const response = SimulateResponse.decode(bytes);
  const { implementation = "", buildId = "", instructionSet = "", contractHash = "" } = response.build ?? {};
  return {
    years: response.years,
    depletedPaths: response.depletedPaths,
    checksum: hex64(response.checksum),
    build: { implementation, buildId, instructionSet, contractHash },
    computeNanos: response.computeNanos.toString(),
  };
}
