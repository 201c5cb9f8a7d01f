import type { Any } from "@trivium/contracts/google/protobuf/any";
import { SimulateRequest, SimulateResponse } from "@trivium/contracts/simulation/v1/simulation";
import type { Double, RequestMessage, ResponseMessage } from "../schemas/index.ts";
import { checksumText } from "./result.ts";

/** A stored request. */
export function requestOf(any: Any | undefined): RequestMessage {
  return messageOf(any, "trivium.simulation.v1.SimulateRequest", requestFields);
}

/** A stored response. */
export function responseOf(any: Any): ResponseMessage {
  return messageOf(any, "trivium.simulation.v1.SimulateResponse", responseFields);
}

/** A message as it is, and its fields if it is of a type and can be read. */
function messageOf<Fields>(any: Any | undefined, known: string, read: (bytes: Uint8Array) => Fields) {
  const { typeUrl = "", value = Buffer.alloc(0) } = any ?? {};
  const type = typeUrl.slice(typeUrl.lastIndexOf("/") + 1);
  const fields = type === known ? readable(() => read(value)) : undefined;
  return { type, bytes: value.toString("base64"), ...(fields === undefined ? {} : { fields }) };
}

function readable<Fields>(read: () => Fields): Fields | undefined {
  try {
    return read();
  } catch {
    return undefined;
  }
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
    checksum: checksumText(response.checksum),
    build: { implementation, buildId, instructionSet, contractHash },
    computeNanos: response.computeNanos.toString(),
  };
}

/** JSON writes -0 as 0 and has neither NaN nor infinities. */
function doubleOf(value: number): Double {
  if (Number.isFinite(value) && !Object.is(value, -0)) return value;
  const view = new DataView(new ArrayBuffer(8));
  view.setFloat64(0, value);
  const text = Object.is(value, -0) ? "-0" : String(value);
  return { text, bits: checksumText(view.getBigUint64(0)) };
}
