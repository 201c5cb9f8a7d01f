import { promisify } from "node:util";
import { credentials } from "@grpc/grpc-js";
import {
  ForecastServiceClient,
  type GetForecastRequest,
  type GetForecastResponse,
} from "@trivium/contracts/forecast/v1/forecast_service";
import { capabilities } from "@trivium/test-report/capabilities";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { Client } from "../src/client.ts";
import { type ContainerStack, startContainers } from "../src/containers.ts";
import { metric } from "../src/metric.ts";
import { playScenarios } from "../src/scenarios/index.ts";

const REPLICAS = ["forecast-1", "forecast-2"] as const;
const OPTIONS = {
  replicas: { forecast: REPLICAS.length },
  // The slowest, so that runs last long enough to be disturbed.
  env: { simulator: { TRIVIUM_ISA: "scalar" } },
};
/** Seeds of more runs than one replica computes at once. */
const RUNS = Array.from({ length: 12 }, (_, seed) => String(seed));

/** What one replica says of runs. */
async function statesAt(address: string, ids: readonly string[]): Promise<(string | undefined)[]> {
  const service = new ForecastServiceClient(address, credentials.createInsecure());
  const get = promisify<GetForecastRequest, GetForecastResponse>(service.getForecast.bind(service));
  try {
    const answers = await Promise.all(ids.map((id) => get({ id })));
    return answers.map(({ forecast }) => forecast?.state?.$case);
  } finally {
    service.close();
  }
}

describe.skipIf(!(await capabilities()).has("docker"))(
  "containers, Postgres, two replicas of forecast (needs a Docker engine with compose)",
  () => {
    let stack: ContainerStack;
    let client: Client;

    beforeAll(async () => {
      stack = await startContainers(OPTIONS);
      client = new Client(stack);
    });
    afterAll(() => stack?.stop());

    playScenarios(() => ({ stack, client }));

    describe("replicas", () => {
      const shardsBy = async (name: string) =>
        metric(await stack.metricsOf(name), "trivium_forecast_shards_total");

      test("when one is killed, the other finishes its run with the same checksum", async () => {
        const plan = { paths: 2_000_000, seed: "9" };
        const undisturbed = (await client.end((await client.create(plan)).id)).result?.checksum;
        const before = await Promise.all(REPLICAS.map(shardsBy));
        const { id } = await client.create(plan);
        await client.midway(id);
        const after = await Promise.all(REPLICAS.map(shardsBy));
        const computing = REPLICAS.find((_, i) => (after[i] ?? 0) > (before[i] ?? 0)) ?? "forecast-1";
        await stack.killContainer(computing);
        const { state, result } = await client.end(id);
        expect([state, result?.checksum]).toEqual(["succeeded", undisturbed]);
        await stack.startContainer(computing);
      });

      test("both compute, and each tells of the other's runs", async () => {
        const before = await Promise.all(REPLICAS.map(shardsBy));
        const ids: string[] = [];
        let idle = 2;
        while (idle > 0) {
          const made = await Promise.all(RUNS.map((seed) => client.create({ paths: 100_000, seed })));
          ids.push(...made.map(({ id }) => id));
          await Promise.all(made.map(({ id }) => client.end(id)));
          const after = await Promise.all(REPLICAS.map(shardsBy));
          idle = after.filter((count, i) => count === before[i]).length;
        }
        for (const replica of REPLICAS) {
          const states = await statesAt(await stack.addressOf(replica), ids);
          expect(states).toEqual(ids.map(() => "succeeded"));
        }
      });
    });
  },
);
