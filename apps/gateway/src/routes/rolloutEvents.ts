import type { FastifyPluginAsyncTypebox } from "@fastify/type-provider-typebox";
import type { Rollout as RolloutMessage } from "@trivium/contracts/rollout/v1/rollout";
import { Type } from "typebox";
import type { Clients } from "../calls/channel.ts";
import { chooseRollout, ServiceQuery } from "../calls/rollouts.ts";
import { watchRollout } from "../calls/watchRollout.ts";
import { registerEvents } from "../http/events.ts";
import { HttpProblem } from "../http/problems.ts";
import { rolloutOf } from "../mapping/rollout.ts";
import { Problem, ref } from "../schemas/index.ts";
import type { Context } from "./context.ts";

/**
 * The rollout as server-sent events: `event: rollout`, a whole rollout as data. First as
 * it is, then with every change, and once a second while there are calls.
 */
export function rolloutEventRoutes(clients: Clients, { draining }: Context): FastifyPluginAsyncTypebox {
  const rolloutOfService = chooseRollout(clients);
  return async (app) => {
    await registerEvents(app);
    app.get("/v1/rollout/events", {
      sse: "only",
      schema: {
        summary: "Watch the rollout of a hot path",
        querystring: ServiceQuery,
        response: {
          200: Type.String({ description: "text/event-stream" }),
          "4xx": ref(Problem),
          "5xx": ref(Problem),
        },
      },
      handler: async (request, reply) => {
        const { name, client } = rolloutOfService(request.query.service);
        const caller = { ...request.caller, signal: AbortSignal.any([request.caller.signal, draining]) };
        const rollouts = watchRollout(client, name, caller);
        // A refusal is a problem, not an event: so the first answer comes before the stream.
        const first = await rollouts.next();
        if (first.done === true) throw new HttpProblem(503, "unavailable", "");
        await reply.sse.send(events(first.value, rollouts));
      },
    });
  };
}

async function* events(first: RolloutMessage, rest: AsyncGenerator<RolloutMessage, void, undefined>) {
  yield eventOf(first);
  for await (const message of rest) yield eventOf(message);
}

const eventOf = (message: RolloutMessage) => ({ event: "rollout", data: rolloutOf(message) });
