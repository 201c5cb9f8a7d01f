import { expect, test } from "vitest";
import { answered, asked } from "./fakes/compared.ts";
import { MISMATCH, whole } from "./fakes/rollouts.ts";
import { startGateway } from "./gateway.ts";

test("a mismatch is read with every bit of its request and answers", async () => {
  await using gateway = await startGateway({ forecastRollout: { getMismatch: () => ({ mismatch: whole }) } });
  const response = await gateway.fetch(`/v1/rollout/mismatches/${MISMATCH}?service=forecast`);
  expect(await response.json()).toMatchObject({
    id: MISMATCH,
    request: {
      type: "trivium.simulation.v1.SimulateRequest",
      bytes: asked.value.toString("base64"),
      fields: {
        initialBalance: { text: "-0", bits: "8000000000000000" },
        drift: [
          0.1,
          { text: "NaN", bits: "7ff8000000000000" },
          { text: "-Infinity", bits: "fff0000000000000" },
        ],
        volatility: [0, 5e-324, 1 / 3],
        flow: [1, 2, 3],
        seed: "18446744073709551615",
        firstPath: "4611686018427387904",
        pathCount: 1000,
      },
    },
    control: {
      code: "OK",
      response: {
        type: "trivium.simulation.v1.SimulateResponse",
        bytes: answered.value.toString("base64"),
        fields: {
          years: [{ firstBin: 5, counts: [1, 0, 999] }],
          depletedPaths: 4,
          checksum: "0000000000000abc",
          build: { implementation: "go", buildId: "go-1", instructionSet: "scalar", contractHash: "c1" },
          computeNanos: "2500000",
        },
      },
    },
    candidate: { code: "INTERNAL", message: "a panic" },
  });
});
