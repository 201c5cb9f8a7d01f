import type { FastifyPluginAsyncTypebox } from "@fastify/type-provider-typebox";
import { Type } from "typebox";
import { ROLLOUT } from "../backends/rollout.ts";
import type { Clients } from "../calls/channel.ts";
import { after, unary } from "../calls/unary.ts";
import { auditEntryOf } from "../mapping/audit.ts";
import { mismatchOf, mismatchSummaryOf } from "../mapping/mismatch.ts";
import { rolloutOf } from "../mapping/rollout.ts";
import { AuditPage, Mismatch, MismatchPage, Problem, Rollout, ref } from "../schemas/index.ts";
import { cursorTo, PageQuery, pageAsked } from "./paging.ts";

const DEADLINE_MS = 5000;
const problems = { "4xx": ref(Problem), "5xx": ref(Problem) };

/** Path of a mismatch. */
export const mismatchById = Type.Object({ id: Type.String({ maxLength: 64 }) });

/** Reading the rollout, its mismatches and its audit trail. */
export function rolloutRoutes({ rollout: client }: Clients): FastifyPluginAsyncTypebox {
  return async (app) => {
    app.addHook("onSend", async (_, reply) => void reply.header("cache-control", "no-store"));

    app.get("/v1/rollout", {
      schema: {
        summary: "Read the rollout of the hot path",
        response: { 200: ref(Rollout), ...problems },
      },
      handler: async ({ caller }) => {
        const getRollout = client.getRollout.bind(client);
        const { rollout } = await unary(getRollout, { name: ROLLOUT }, caller, after(DEADLINE_MS));
        return rolloutOf(rollout);
      },
    });

    app.get("/v1/rollout/mismatches", {
      schema: {
        summary: "List mismatches, newest first",
        querystring: PageQuery,
        response: { 200: ref(MismatchPage), ...problems },
      },
      handler: async ({ caller, query }) => {
        const asked = { name: ROLLOUT, ...pageAsked(query) };
        const list = client.listMismatches.bind(client);
        const { mismatches, nextPageToken } = await unary(list, asked, caller, after(DEADLINE_MS));
        return { mismatches: mismatches.map(mismatchSummaryOf), ...cursorTo(nextPageToken) };
      },
    });

    app.get("/v1/rollout/mismatches/:id", {
      schema: {
        summary: "Read a mismatch: its request, both answers and their first difference",
        params: mismatchById,
        response: { 200: ref(Mismatch), ...problems },
      },
      handler: async ({ caller, params: { id } }) => {
        const getMismatch = client.getMismatch.bind(client);
        const { mismatch } = await unary(getMismatch, { name: ROLLOUT, id }, caller, after(DEADLINE_MS));
        return mismatchOf(mismatch);
      },
    });

    app.get("/v1/rollout/audit", {
      schema: {
        summary: "List changes of the rollout, newest first",
        querystring: PageQuery,
        response: { 200: ref(AuditPage), ...problems },
      },
      handler: async ({ caller, query }) => {
        const asked = { name: ROLLOUT, ...pageAsked(query) };
        const list = client.listAudit.bind(client);
        const { entries, nextPageToken } = await unary(list, asked, caller, after(DEADLINE_MS));
        return { entries: entries.map(auditEntryOf), ...cursorTo(nextPageToken) };
      },
    });
  };
}
