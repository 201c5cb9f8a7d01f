import { expect, test } from "vitest";
import type { Scenario } from "./scenario.ts";

/** Without a simulator a run waits; it does not fail. */
export const waiting: Scenario = (setting) => {
  test("without a simulator a run waits and says so, until one appears", async () => {
    const { client, stack } = setting();
    await Promise.all([stack.kill("simulator-1"), stack.kill("simulator-2")]);
    const { id } = await client.create({ paths: 50_000 });
    const { forecast } = await client.until(id, ({ waitingFor }) => waitingFor !== undefined);
    expect(forecast.state).toBe("running");
    expect(forecast.waitingFor).toMatch(/simulator/);
    await stack.start("simulator-2");
    expect((await client.end(id)).state).toBe("succeeded");
    await stack.start("simulator-1");
  });
};
