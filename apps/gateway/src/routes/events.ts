import type { FastifyPluginAsyncTypebox } from "@fastify/type-provider-typebox";
import type { Forecast as ForecastMessage } from "@trivium/contracts/forecast/v1/forecast";
import { Type } from "typebox";
import type { Clients } from "../calls/channel.ts";
import { watchForecast } from "../calls/watchForecast.ts";
import { headerOf } from "../http/caller.ts";
import { registerEvents } from "../http/events.ts";
import { forecastOf } from "../mapping/forecast.ts";
import { Problem, ref } from "../schemas/index.ts";
import type { Context } from "./context.ts";

const byId = Type.Object({ id: Type.String({ maxLength: 64 }) });
const resumption = Type.Object({
  "last-event-id": Type.Optional(
    Type.String({ pattern: "^[0-9]{1,16}$", description: "Revision seen last." }),
  ),
});

/**
 * A forecast's states as server-sent events: `event: forecast`, its revision as id, a
 * whole forecast as data. The stream ends after the last state.
 */
export function eventRoutes({ forecast: client }: Clients, { draining }: Context): FastifyPluginAsyncTypebox {
  return async (app) => {
    await registerEvents(app);
    app.get("/v1/forecasts/:id/events", {
      sse: "only",
      schema: {
        summary: "Watch a forecast",
        params: byId,
        headers: resumption,
        response: {
          200: Type.String({ description: "text/event-stream" }),
          "4xx": ref(Problem),
          "5xx": ref(Problem),
        },
      },
      handler: async (request, reply) => {
        const after = BigInt(headerOf(request, "last-event-id") ?? "0");
        const caller = { ...request.caller, signal: AbortSignal.any([request.caller.signal, draining]) };
        const states = watchForecast(client, request.params.id, after, caller);
        // An unknown forecast is a problem, not an event: so the first state comes before the stream.
        const first = await states.next();
        if (first.done === true) return;
        await reply.sse.send(events(first.value, states));
      },
    });
  };
}

async function* events(first: ForecastMessage, rest: AsyncGenerator<ForecastMessage, void, undefined>) {
  yield eventOf(first);
  for await (const message of rest) yield eventOf(message);
}

function eventOf(message: ForecastMessage) {
  return { id: message.revision.toString(), event: "forecast", data: forecastOf(message) };
}
