import type { FastifyPluginAsyncTypebox } from "@fastify/type-provider-typebox";
import { Type } from "typebox";
import type { Clients } from "../calls/channel.ts";
import { chooseRollout, ServiceQuery } from "../calls/rollouts.ts";
import { after, unary } from "../calls/unary.ts";
import { auditEntryOf } from "../mapping/audit.ts";
import { mismatchOf, mismatchSummaryOf } from "../mapping/mismatch.ts";
import { rolloutOf } from "../mapping/rollout.ts";
import { AuditPage, Mismatch, MismatchPage, Problem, Rollout, ref } from "../schemas/index.ts";
import { cursorTo, PageQuery, pageAsked } from "./paging.ts";

const DEADLINE_MS = 5000;
const problems = { "4xx": ref(Problem), "5xx": ref(Problem) };

const ServicePageQuery = Type.Object({ ...ServiceQuery.properties, ...PageQuery.properties });

/** Path of a mismatch. */
export const mismatchById = Type.Object({ id: Type.String({ maxLength: 64 }) });

/** Reading the rollout, its mismatches and its audit trail. */
export function rolloutRoutes(clients: Clients): FastifyPluginAsyncTypebox {
  const rolloutOfService = chooseRollout(clients);
  return async (app) => {
    app.addHook("onSend", async (_, reply) => void reply.header("cache-control", "no-store"));

    app.get("/v1/rollout", {
      schema: {
        summary: "Read the rollout of a hot path",
        querystring: ServiceQuery,
        response: { 200: ref(Rollout), ...problems },
      },
      handler: async ({ caller, query }) => {
        const { name, client } = rolloutOfService(query.service);
        const getRollout = client.getRollout.bind(client);
        const { rollout } = await unary(getRollout, { name }, caller, after(DEADLINE_MS));
        return rolloutOf(rollout);
      },
    });

    app.get("/v1/rollout/mismatches", {
      schema: {
        summary: "List mismatches, newest first",
        querystring: ServicePageQuery,
        response: { 200: ref(MismatchPage), ...problems },
      },
      handler: async ({ caller, query }) => {
        const { name, client } = rolloutOfService(query.service);
        const asked = { name, ...pageAsked(query) };
        const list = client.listMismatches.bind(client);
        const { mismatches, nextPageToken } = await unary(list, asked, caller, after(DEADLINE_MS));
        return { mismatches: mismatches.map(mismatchSummaryOf), ...cursorTo(nextPageToken) };
      },
    });

    app.get("/v1/rollout/mismatches/:id", {
      schema: {
        summary: "Read a mismatch: its request, both answers and their first difference",
        params: mismatchById,
        querystring: ServiceQuery,
        response: { 200: ref(Mismatch), ...problems },
      },
      handler: async ({ caller, params: { id }, query }) => {
        const { name, client } = rolloutOfService(query.service);
        const getMismatch = client.getMismatch.bind(client);
        const { mismatch } = await unary(getMismatch, { name, id }, caller, after(DEADLINE_MS));
        return mismatchOf(mismatch);
      },
    });

    app.get("/v1/rollout/audit", {
      schema: {
        summary: "List changes of the rollout, newest first",
        querystring: ServicePageQuery,
        response: { 200: ref(AuditPage), ...problems },
      },
      handler: async ({ caller, query }) => {
        const { name, client } = rolloutOfService(query.service);
        const asked = { name, ...pageAsked(query) };
        const list = client.listAudit.bind(client);
        const { entries, nextPageToken } = await unary(list, asked, caller, after(DEADLINE_MS));
        return { entries: entries.map(auditEntryOf), ...cursorTo(nextPageToken) };
      },
    });
  };
}
