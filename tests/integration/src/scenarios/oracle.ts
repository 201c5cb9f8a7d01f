import { credentials } from "@grpc/grpc-js";
import { ForecastServiceClient } from "@trivium/contracts/forecast/v1/forecast_service";
import type { Schedule } from "@trivium/contracts/forecast/v1/plan";
import { simulate, summarize } from "@trivium/kernel";
import { expect, test } from "vitest";
import type { Scenario } from "./scenario.ts";

const PATHS = 20_000;
const plan = { paths: PATHS, seed: "12345678901234567890", initialBalance: 321_000.55 };

/** A forecast is what the TypeScript kernel computes, to the last bit. */
export const oracle: Scenario = (setting) => {
  test("a forecast equals the TypeScript oracle bit for bit", async () => {
    const { client, stack } = setting();
    const { id } = await client.create(plan);
    const { result } = await client.end(id);
    const { drift, volatility, flow } = await scheduleOf(await stack.address("forecast"));
    const { counts, depletedPaths, checksum } = simulate({
      initialBalance: plan.initialBalance,
      drift,
      volatility,
      flow,
      seed: BigInt(plan.seed),
      firstPath: 0n,
      pathCount: PATHS,
    });
    expect(result).toMatchObject({
      checksum: checksum.toString(16).padStart(16, "0"),
      paths: PATHS,
      ...summarize(counts, PATHS, depletedPaths),
    });
    expect(result?.contributions).toMatchObject([{ implementation: "rust", paths: PATHS }]);
  });
};

function scheduleOf(address: string): Promise<Schedule> {
  const service = new ForecastServiceClient(address, credentials.createInsecure());
  return new Promise<Schedule>((resolve, reject) => {
    const request = { plan: { ...plan, seed: BigInt(plan.seed) } };
    service.buildSchedule(request, (error, response) => {
      service.close();
      if (error !== null || response.schedule === undefined) reject(error ?? new Error("no schedule"));
      else resolve(response.schedule);
    });
  });
}
