import type { FastifyPluginAsyncTypebox } from "@fastify/type-provider-typebox";
import type { CallError } from "@trivium/chassis/errors";
import { State } from "@trivium/contracts/rollout/v1/rollout";
import type { Clients } from "../calls/channel.ts";
import { chooseRollout, ServiceQuery } from "../calls/rollouts.ts";
import { after, unary } from "../calls/unary.ts";
import { requireOperator } from "../http/authentication.ts";
import { replayOf } from "../mapping/mismatch.ts";
import { rolloutOf, stageMessage, stateOf } from "../mapping/rollout.ts";
import {
  Killed,
  KillOrder,
  Problem,
  Replay,
  Rollout,
  type RolloutState,
  ref,
  StageChange,
  StageRefusal,
} from "../schemas/index.ts";
import type { Context } from "./context.ts";
import { mismatchById } from "./rollout.ts";

const DEADLINE_MS = 5000;
/** Both sides compute the whole answer again. */
const REPLAY_DEADLINE_MS = 60_000;
const DEFAULT_ACTOR = "operator";

const problems = { "4xx": ref(Problem), "5xx": ref(Problem) };

/** Steering the rollout, for operators only. */
export function steeringRoutes(clients: Clients, { settings }: Context): FastifyPluginAsyncTypebox {
  const rolloutOfService = chooseRollout(clients);
  const security = settings.operatorToken === undefined ? {} : { security: [{ operator: [] }] };
  return async (app) => {
    app.addHook("onRequest", requireOperator(settings));
    app.addHook("onSend", async (_, reply) => void reply.header("cache-control", "no-store"));

    app.post("/v1/rollout/stage", {
      config: { fieldNames: { basis_points: "percent" }, extension: presentState },
      schema: {
        summary: "Set the stage and its share of the calls",
        description:
          "Forward one stage at a time, and only with the evidence for it; back by any number of stages. 409 with the present state when the version is stale (rollout-version-stale); 409 when the step is refused (rollout-step-refused).",
        querystring: ServiceQuery,
        body: ref(StageChange),
        response: { 200: ref(Rollout), "4xx": ref(StageRefusal), "5xx": ref(Problem) },
        ...security,
      },
      handler: async ({ body, caller, query }) => {
        const { name, client } = rolloutOfService(query.service);
        const { version, stage, percent, reason, actor = DEFAULT_ACTOR } = body;
        const change = {
          name,
          version: BigInt(version),
          stage: stageMessage(stage),
          ...(percent === undefined ? {} : { basisPoints: Math.round(percent * 100) }),
          reason,
          actor,
        };
        const { rollout } = await unary(client.setStage.bind(client), change, caller, after(DEADLINE_MS));
        return rolloutOf(rollout);
      },
    });

    app.post("/v1/rollout/kill", {
      schema: {
        summary: "Back to off at once, whatever the version",
        querystring: ServiceQuery,
        body: ref(KillOrder),
        response: { 200: ref(Killed), ...problems },
        ...security,
      },
      handler: async ({ body: { reason, actor = DEFAULT_ACTOR }, caller, query }) => {
        const { name, client } = rolloutOfService(query.service);
        const order = { name, reason, actor };
        const { rollout, stored } = await unary(client.kill.bind(client), order, caller, after(DEADLINE_MS));
        return { rollout: rolloutOf(rollout), stored };
      },
    });

    app.post("/v1/rollout/mismatches/:id/replay", {
      schema: {
        summary: "Run both sides again on a mismatch's request; nothing is stored",
        params: mismatchById,
        querystring: ServiceQuery,
        response: { 200: ref(Replay), ...problems },
        ...security,
      },
      handler: async ({ caller, params: { id }, query }) => {
        const { name, client } = rolloutOfService(query.service);
        const replay = client.replayMismatch.bind(client);
        return replayOf(await unary(replay, { name, id }, caller, after(REPLAY_DEADLINE_MS)));
      },
    });
  };
}

/** What the rollout stands at, as a refused change tells. */
function presentState({ details }: CallError): { state?: RolloutState } {
  const detail = details.find(({ typeUrl }) => typeUrl.endsWith("/trivium.rollout.v1.State"));
  return detail === undefined ? {} : { state: stateOf(State.decode(detail.value)) };
}
