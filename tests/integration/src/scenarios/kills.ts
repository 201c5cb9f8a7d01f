import type { InstanceName } from "@trivium/stack";
import { beforeAll, expect, test } from "vitest";
import type { Scenario } from "./scenario.ts";

const plan = { paths: 2_000_000, seed: "7" };
const VICTIMS: InstanceName[] = ["simulator-1", "simulator-2", "forecast", "gateway"];

/** `kill -9` in mid-run loses nothing and changes nothing. */
export const kills: Scenario = (setting) => {
  let undisturbed: string | undefined;

  beforeAll(async () => {
    const { client } = setting();
    undisturbed = (await client.end((await client.create(plan)).id)).result?.checksum;
  });

  test.each(VICTIMS)("kill -9 of %s in mid-run leaves the checksum as it is", async (victim) => {
    const { client, stack } = setting();
    const { id } = await client.create(plan);
    await client.midway(id);
    await stack.kill(victim);
    await stack.start(victim);
    const { state, result } = await client.end(id);
    expect(state).toBe("succeeded");
    expect(result).toMatchObject({ paths: plan.paths, checksum: undisturbed });
  });
};
