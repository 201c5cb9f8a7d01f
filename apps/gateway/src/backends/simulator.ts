import { status } from "@grpc/grpc-js";
import { SimulationServiceClient } from "@trivium/contracts/simulation/v1/simulation_service";
import { backend } from "./backend.ts";

/** Computes previews. A busy simulator has a place again in a moment. */
export const simulator = backend({
  Client: SimulationServiceClient,
  location: { variable: "SIMULATOR_ADDRESSES", ports: [50061, 50062] },
  needed: false,
  repeatable: "all",
  retriedOn: [status.UNAVAILABLE, status.RESOURCE_EXHAUSTED],
});
