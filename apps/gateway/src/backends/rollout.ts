import { status } from "@grpc/grpc-js";
import { RolloutServiceClient } from "@trivium/contracts/rollout/v1/rollout_service";
import { backend } from "./backend.ts";
import { forecast } from "./forecast.ts";

/** The one rollout there is: of the forecast service's calls of simulators. */
export const ROLLOUT = "simulate";

/** Steers it. Steps are a person's, and made once. */
export const rollout = backend({
  Client: RolloutServiceClient,
  location: forecast.location,
  needed: false,
  repeatable: ["getRollout", "listMismatches", "getMismatch", "listAudit"],
  retriedOn: [status.UNAVAILABLE],
});
