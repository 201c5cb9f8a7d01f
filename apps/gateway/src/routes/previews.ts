import type { FastifyPluginAsyncTypebox } from "@fastify/type-provider-typebox";
import type { Clients } from "../calls/channel.ts";
import { after, unary } from "../calls/unary.ts";
import { planMessage, planOf } from "../mapping/plan.ts";
import { shardOf, shardResult } from "../mapping/preview.ts";
import { PartialPlan, Preview, Problem, ref } from "../schemas/index.ts";

const DEADLINE_MS = 3000;
const MAX_PATHS = 10_000;

/** A quick answer: the schedule from Go, one shard from Rust, under one deadline, and nothing is stored. */
export function previewRoutes({ forecast, simulation }: Clients): FastifyPluginAsyncTypebox {
  return async (app) => {
    app.post("/v1/previews", {
      schema: {
        summary: "Simulate at most 10,000 paths at once",
        body: ref(PartialPlan),
        response: { 200: ref(Preview), "4xx": ref(Problem), "5xx": ref(Problem) },
      },
      handler: async (request, reply) => {
        const start = performance.now();
        const deadline = after(DEADLINE_MS);
        const built = await unary(
          forecast.buildSchedule.bind(forecast),
          { plan: planMessage(request.body) },
          request.caller,
          deadline,
        );
        if (built.schedule === undefined) throw new Error("an answer without a schedule");
        const scheduleMs = performance.now() - start;
        const plan = planOf(built.plan);
        const paths = Math.min(plan.paths, MAX_PATHS);
        const shard = await unary(
          simulation.simulate.bind(simulation),
          shardOf(plan, built.schedule, paths),
          request.caller,
          deadline,
        );
        reply.header("cache-control", "no-store");
        return { plan, result: shardResult(shard, paths, performance.now() - start), scheduleMs };
      },
    });
  };
}
