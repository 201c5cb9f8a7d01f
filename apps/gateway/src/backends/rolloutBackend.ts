import { status } from "@grpc/grpc-js";
import { RolloutServiceClient } from "@trivium/contracts/rollout/v1/rollout_service";
import { type Backend, backend } from "./backend.ts";

/** What steers the rollout of a service's hot path. */
export interface RolloutBackend extends Backend<typeof RolloutServiceClient> {
  readonly service: string;
  /** Its name in the service. */
  readonly rollout: string;
}

/** The rollout of a service, where the service is. Steps are a person's, and made once. */
export const rolloutBackend = (
  service: string,
  rollout: string,
  { location }: Pick<Backend, "location">,
): RolloutBackend => ({
  ...backend({
    Client: RolloutServiceClient,
    location,
    needed: false,
    repeatable: ["getRollout", "listMismatches", "getMismatch", "listAudit"],
    retriedOn: [status.UNAVAILABLE],
  }),
  service,
  rollout,
});

/** Tells whether a backend is one. */
export const isRolloutBackend = (one: Backend): one is RolloutBackend => one.Client === RolloutServiceClient;
