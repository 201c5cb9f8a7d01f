import { SimulateRequest, SimulateResponse } from "@trivium/contracts/simulation/v1/simulation";

const url = (name: string) => `type.googleapis.com/trivium.simulation.v1.${name}`;

const request: SimulateRequest = {
  initialBalance: -0,
  drift: [0.1, Number.NaN, Number.NEGATIVE_INFINITY],
  volatility: [0, 5e-324, 1 / 3],
  flow: [1, 2, 3],
  seed: 2n ** 64n - 1n,
  firstPath: 2n ** 62n,
  pathCount: 1000,
};

const response: SimulateResponse = {
  years: [{ firstBin: 5, counts: [1, 0, 999] }],
  depletedPaths: 4,
  checksum: 0xabcn,
  build: { implementation: "go", buildId: "go-1", instructionSet: "scalar", contractHash: "c1" },
  computeNanos: 2_500_000n,
};

/** A balance of -0, which the services send and this language's encoder leaves out. */
const negativeZero = Buffer.from([0x09, 0, 0, 0, 0, 0, 0, 0, 0x80]);

/** A stored request. */
export const asked = {
  typeUrl: url("SimulateRequest"),
  value: Buffer.concat([SimulateRequest.encode(request).finish(), negativeZero]),
};

/** Its stored response. */
export const answered = {
  typeUrl: url("SimulateResponse"),
  value: Buffer.from(SimulateResponse.encode(response).finish()),
};
