import type { FastifyPluginAsyncTypebox } from "@fastify/type-provider-typebox";
import type { Clients } from "../calls/channel.ts";
import { buildSchedule } from "../calls/schedule.ts";
import { after, unary } from "../calls/unary.ts";
import { shardOf, shardResult } from "../mapping/preview.ts";
import { PartialPlan, Preview, Problem, ref, Schedule } from "../schemas/index.ts";

const DEADLINE_MS = 3000;
const refusals = { "4xx": ref(Problem), "5xx": ref(Problem) };

/**
 * A quick answer: the schedule from Go, one shard from Rust, under one deadline, and nothing
 * is stored. Or the schedule alone, for callers that compute the shard themselves.
 */
export function previewRoutes(clients: Clients): FastifyPluginAsyncTypebox {
  const { simulator } = clients;
  return async (app) => {
    app.post("/v1/previews", {
      config: { fieldNames: { plan: "" } },
      schema: {
        summary: "Simulate at most 10,000 paths at once",
        body: ref(PartialPlan),
        response: { 200: ref(Preview), ...refusals },
      },
      handler: async (request, reply) => {
        const start = performance.now();
        const deadline = after(DEADLINE_MS);
        const { plan, schedule, paths, scheduleMs } = await buildSchedule(
          clients,
          request.body,
          request.caller,
          deadline,
        );
        const shard = await unary(
          simulator.simulate.bind(simulator),
          shardOf(plan, schedule, paths),
          request.caller,
          deadline,
        );
        reply.header("cache-control", "no-store");
        return { plan, result: shardResult(shard, paths, performance.now() - start), scheduleMs };
      },
    });

    app.post("/v1/schedules", {
      config: { fieldNames: { plan: "" } },
      schema: {
        summary: "Turn a plan into what happens each month",
        body: ref(PartialPlan),
        response: { 200: ref(Schedule), ...refusals },
      },
      handler: async (request, reply) => {
        const { plan, schedule, paths, scheduleMs } = await buildSchedule(
          clients,
          request.body,
          request.caller,
          after(DEADLINE_MS),
        );
        reply.header("cache-control", "no-store");
        const { drift, volatility, flow } = schedule;
        return { plan, paths, drift, volatility, flow, scheduleMs };
      },
    });
  };
}
