import { setTimeout as sleep } from "node:timers/promises";
import { expect, test } from "vitest";
import { ID, succeeded } from "./fakes/forecasts.ts";
import { startGateway } from "./gateway.ts";

test("a call in flight is answered, and then the gateway ends at once", async () => {
  const called = Promise.withResolvers<void>();
  const answer = Promise.withResolvers<void>();
  await using gateway = await startGateway({
    forecast: {
      getForecast: async () => {
        called.resolve();
        await answer.promise;
        return { forecast: succeeded(4) };
      },
    },
  });
  const response = gateway.fetch(`/v1/forecasts/${ID}`);
  await called.promise;
  const drained = gateway.drain().then(() => "drained");
  expect(await Promise.race([drained, sleep(20, "waiting")])).toBe("waiting");
  answer.resolve();
  expect(await (await response).json()).toMatchObject({ state: "succeeded" });
  // A connection that is kept would last for a minute.
  expect(await Promise.race([drained, sleep(30_000, "waiting")])).toBe("drained");
}, 60_000);
