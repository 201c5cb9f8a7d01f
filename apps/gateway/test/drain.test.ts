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
  const ended: string[] = [];
  const drained = gateway.drain().then(() => ended.push("drain"));
  while (await gateway.fetch("/health").then(Boolean, () => false));
  // It no longer listens, and waits for the call.
  expect(ended).toEqual([]);
  answer.resolve();
  expect(await (await response).json()).toMatchObject({ state: "succeeded" });
  // A connection that is kept would last for a minute.
  await drained;
}, 30_000);
