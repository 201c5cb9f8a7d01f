import { setTimeout as sleep } from "node:timers/promises";
import { expect, test } from "vitest";
import { rolloutOf, steer } from "../steering.ts";
import type { Scenario } from "./scenario.ts";

/** Rollouts are steered by operators alone, through whichever replica. */
export const steering: Scenario = (setting) => {
  test("an operator changes the share that is verified, and nobody else does", async () => {
    const { stack } = setting();
    const { version, stage } = (await rolloutOf(stack, "forecast")).state;
    const change = { version, stage, percent: 1 };
    if (stack.operatorToken !== undefined) {
      expect((await steer(stack, stack.token, "forecast", change)).status).toBe(403);
    }
    expect((await steer(stack, stack.operatorToken, "forecast", change)).status).toBe(200);
    // Another replica may be asked, which is about to hear of it.
    const state = async () => (await rolloutOf(stack, "forecast")).state;
    while ((await state()).percent !== 1) await sleep(50);
    expect((await state()).stage).toBe(stage);
  });
};
