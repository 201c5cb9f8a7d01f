import { type Static, Type } from "typebox";
import { Double, decimal, hex64, message } from "./message.ts";

/** One shard, as it is asked for. */
export const SimulateRequest = Type.Object({
  initialBalance: Double,
  drift: Type.Array(Double),
  volatility: Type.Array(Double),
  flow: Type.Array(Double),
  seed: decimal,
  firstPath: decimal,
  pathCount: Type.Integer(),
});
export type SimulateRequest = Static<typeof SimulateRequest>;

/** One shard, as it was answered. */
export const SimulateResponse = Type.Object({
  years: Type.Array(Type.Object({ firstBin: Type.Integer(), counts: Type.Array(Type.Integer()) })),
  depletedPaths: Type.Integer(),
  checksum: hex64,
  build: Type.Object({
    implementation: Type.String(),
    buildId: Type.String(),
    instructionSet: Type.String(),
    contractHash: Type.String(),
  }),
  computeNanos: decimal,
});
export type SimulateResponse = Static<typeof SimulateResponse>;

export const RequestMessage = message("trivium.simulation.v1.SimulateRequest", SimulateRequest);
export type RequestMessage = Static<typeof RequestMessage>;

export const ResponseMessage = message("trivium.simulation.v1.SimulateResponse", SimulateResponse);
export type ResponseMessage = Static<typeof ResponseMessage>;
