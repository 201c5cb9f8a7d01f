import { randomUUID } from "node:crypto";
import type { FastifyPluginAsyncTypebox } from "@fastify/type-provider-typebox";
import type { Forecast as ForecastMessage } from "@trivium/contracts/forecast/v1/forecast";
import type { FastifyReply, FastifyRequest } from "fastify";
import { Type } from "typebox";
import type { Clients } from "../calls/channel.ts";
import { etagOf, type Finished, FinishedRuns } from "../calls/finished.ts";
import { after, unary } from "../calls/unary.ts";
import { headerOf } from "../http/caller.ts";
import { forecastOf, isFinal } from "../mapping/forecast.ts";
import { planMessage } from "../mapping/plan.ts";
import { Forecast, ForecastPage, PartialPlan, Problem, ref } from "../schemas/index.ts";
import { cursorTo, PageQuery, pageAsked } from "./paging.ts";

const DEADLINE_MS = 5000;
const YEAR_S = 31_536_000;
const JSON_TYPE = "application/json; charset=utf-8";

const problems = { "4xx": ref(Problem), "5xx": ref(Problem) };
const byId = Type.Object({ id: Type.String({ maxLength: 64 }) });
const idempotency = Type.Object({
  "idempotency-key": Type.Optional(
    Type.String({
      minLength: 1,
      maxLength: 255,
      description: "The same key and plan make one forecast only.",
    }),
  ),
});

/** Creating, reading, listing and cancelling forecasts. */
export function forecastRoutes({ forecast: client }: Clients): FastifyPluginAsyncTypebox {
  const finished = new FinishedRuns();
  return async (app) => {
    app.post("/v1/forecasts", {
      config: { fieldNames: { plan: "" } },
      schema: {
        summary: "Accept a plan as a durable run",
        headers: idempotency,
        body: ref(PartialPlan),
        response: { 200: ref(Forecast), 201: ref(Forecast), ...problems },
      },
      handler: async (request, reply) => {
        const requestId = headerOf(request, "idempotency-key") ?? randomUUID();
        const { forecast, created } = await unary(
          client.createForecast.bind(client),
          { requestId, plan: planMessage(request.body) },
          request.caller,
          after(DEADLINE_MS),
        );
        reply.code(created ? 201 : 200).header("location", `/v1/forecasts/${forecast?.id}`);
        return sendPresent(request, reply, known(forecast));
      },
    });

    app.get("/v1/forecasts", {
      schema: {
        summary: "List forecasts, newest first",
        querystring: PageQuery,
        response: { 200: ref(ForecastPage), ...problems },
      },
      handler: async (request, reply) => {
        const { forecasts, nextPageToken } = await unary(
          client.listForecasts.bind(client),
          pageAsked(request.query),
          request.caller,
          after(DEADLINE_MS),
        );
        reply.header("cache-control", "no-store");
        return { forecasts: forecasts.map(forecastOf), ...cursorTo(nextPageToken) };
      },
    });

    app.get("/v1/forecasts/:id", {
      schema: {
        summary: "Read a forecast",
        params: byId,
        response: { 200: ref(Forecast), 304: Type.Null(), ...problems },
      },
      handler: async (request, reply) => {
        const kept = finished.get(request.params.id);
        if (kept !== undefined) return sendFinished(request, reply, kept);
        const { forecast: message } = await unary(
          client.getForecast.bind(client),
          request.params,
          request.caller,
          after(DEADLINE_MS),
        );
        const forecast = known(message);
        if (isFinal(forecast)) return sendFinished(request, reply, finished.keep(forecast));
        return sendPresent(request, reply, forecast);
      },
    });

    app.delete("/v1/forecasts/:id", {
      schema: {
        summary: "Cancel a forecast; one that has ended stays as it is",
        params: byId,
        response: { 200: ref(Forecast), ...problems },
      },
      handler: async (request, reply) => {
        const { forecast } = await unary(
          client.cancelForecast.bind(client),
          request.params,
          request.caller,
          after(DEADLINE_MS),
        );
        return sendPresent(request, reply, known(forecast));
      },
    });
  };
}

/** The forecast of an answer. */
function known(message: ForecastMessage | undefined): Forecast {
  if (message === undefined) throw new Error("an answer without a forecast");
  return forecastOf(message);
}

/** A forecast as it is now, which may not be kept. */
function sendPresent(request: FastifyRequest, reply: FastifyReply, forecast: Forecast): FastifyReply {
  reply.header("cache-control", "no-store");
  return sendUnlessKnown(request, reply, etagOf(forecast), forecast);
}

/** A run that has ended, which may be kept for ever. */
function sendFinished(request: FastifyRequest, reply: FastifyReply, { etag, body }: Finished): FastifyReply {
  reply.header("cache-control", `private, max-age=${YEAR_S}, immutable`).type(JSON_TYPE);
  return sendUnlessKnown(request, reply, etag, body);
}

function sendUnlessKnown(
  request: FastifyRequest,
  reply: FastifyReply,
  etag: string,
  body: Forecast | Buffer,
): FastifyReply {
  reply.header("etag", etag);
  if (request.method === "GET" && request.headers["if-none-match"] === etag) {
    return reply.removeHeader("content-type").code(304).send();
  }
  return reply.send(body);
}
