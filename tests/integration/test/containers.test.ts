import { capabilities } from "@trivium/test-report/capabilities";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { Client } from "../src/client.ts";
import { type ContainerStack, startContainers } from "../src/containers.ts";
import { metric } from "../src/metric.ts";
import { playScenarios } from "../src/scenarios/index.ts";

const REPLICAS = ["forecast-1", "forecast-2"] as const;

describe.skipIf(!(await capabilities()).has("docker"))(
  "containers, Postgres, two replicas of forecast (needs a Docker engine with compose)",
  () => {
    let stack: ContainerStack;
    let client: Client;

    beforeAll(async () => {
      stack = await startContainers();
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
        const made = await Promise.all(
          Array.from({ length: 12 }, (_, seed) => client.create({ paths: 200_000, seed: String(seed) })),
        );
        const ended = await Promise.all(made.map(({ id }) => client.end(id)));
        expect(ended.map(({ state }) => state)).toEqual(made.map(() => "succeeded"));
      });
    });
  },
);
