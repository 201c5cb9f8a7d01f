import type { Client } from "@grpc/grpc-js";
import type { RolloutServiceClient } from "@trivium/contracts/rollout/v1/rollout_service";
import { Type } from "typebox";
import type { Backend } from "../backends/backend.ts";
import { isRolloutBackend } from "../backends/rolloutBackend.ts";
import { HttpProblem } from "../http/problems.ts";
import { allBackends } from "./channel.ts";

/** A rollout by its name, and who steers it. */
interface Steered {
  readonly name: string;
  readonly client: RolloutServiceClient;
}

/** Whose rollout is asked for. */
export const ServiceQuery = Type.Object({
  service: Type.Optional(
    Type.String({ maxLength: 40, description: "Whose rollout: needed when several services have one." }),
  ),
});

/** Finds the rollout of a service; without one, the only rollout there is. */
export type ChooseRollout = (service: string | undefined) => Steered;

/** @throws {HttpProblem} from what it returns, when there is no such rollout, or more than one. */
export function chooseRollout(
  clients: Readonly<Record<string, Client>>,
  backends: Readonly<Record<string, Backend>> = allBackends,
): ChooseRollout {
  const rollouts = new Map(
    Object.entries(backends).flatMap(([key, backend]): [string, Steered][] =>
      isRolloutBackend(backend)
        ? [[backend.service, { name: backend.rollout, client: clients[key] as RolloutServiceClient }]]
        : [],
    ),
  );
  const services = [...rollouts.keys()];
  return (service) => {
    const [only = "", ...others] = services;
    const found = rollouts.get(service ?? (others.length === 0 ? only : ""));
    if (found !== undefined) return found;
    if (services.length === 0) throw new HttpProblem(404, "rollout-not-found", "no service has a rollout");
    throw new HttpProblem(400, "invalid-fields", "", {
      errors: [{ field: "service", expected: `must be ${services.join(" or ")}` }],
    });
  };
}
