import { setTimeout as sleep } from "node:timers/promises";
import type { Stack } from "@trivium/stack";
import { expect, test } from "vitest";
import { metric } from "../metric.ts";
import type { Scenario } from "./scenario.ts";

const SIMULATORS = ["simulator-1", "simulator-2"] as const;

/** Shards that the simulators have at hand. */
async function inFlight(stack: Stack): Promise<number> {
  const texts = await Promise.all(SIMULATORS.map((name) => stack.metrics(name)));
  return texts.reduce((sum, text) => sum + metric(text, "trivium_simulator_in_flight"), 0);
}

/** What is cancelled stops, down to the threads of Rust. */
export const cancellation: Scenario = (setting) => {
  test("a cancelled run stops its work, and stays cancelled", async () => {
    const { client, stack } = setting();
    const { id } = await client.create({ paths: 10_000_000 });
    await client.midway(id);
    expect(await inFlight(stack)).toBeGreaterThan(0);
    const first = await client.cancel(id);
    expect(first.state).toBe("cancelled");
    while ((await inFlight(stack)) > 0) await sleep(10);
    expect(await client.cancel(id)).toEqual(first);
    expect(await client.end(id)).toEqual(first);
  });

  test("a run that has ended cannot be cancelled any more", async () => {
    const { client } = setting();
    const { id } = await client.create({ paths: 1000 });
    const ended = await client.end(id);
    expect(await client.cancel(id)).toEqual(ended);
  });
};
