import { expect, test } from "vitest";
import { inspect, LOOKS, lookOptions, overflow } from "../src/look.ts";
import { inBrowser } from "../src/suite.ts";

inBrowser("the look of the page", (suite) => {
  test.each(LOOKS)("in $theme at $width px passes axe and fits, in every state", async (look) => {
    const visit = await suite().visitor(lookOptions(look));
    const inState = (state: string) => inspect(visit, look, state);

    const answered = Promise.withResolvers<void>();
    await visit.page.route("**/v1/schedules", async (route) => {
      await answered.promise;
      await route.continue();
    });
    await visit.open("/?paths=10000000");
    await visit.page.getByText("Waiting for the first answer.").waitFor();
    await inState("empty");
    answered.resolve();
    await visit.source.getByText("Preview").waitFor();
    await visit.button("Run forecast").click();
    await expect.poll(() => visit.pathsDone()).toBeGreaterThan(0);
    await inState("running");
    await visit.button("Cancel").click();
    await visit.run.getByText("Cancelled.").waitFor();
    await visit.button("100k").click();
    await visit.button("Run forecast").click();
    await visit.finished("100,000");
    await visit.page.getByText("Show as a table").click();
    await inState("finished");
    await visit.page.getByText("Show as a table").click();

    await visit.field("To cover").fill("1000");
    await visit.field("Seed").fill("a few");
    await visit.field("Seed").press("Enter");
    await visit.page.route("**/v1/schedules", (route) => route.abort());
    await visit.page.getByText("A whole number from 0 to 2").waitFor();
    await inState("faulty");

    await visit.button("Reset").click();
    await visit.alert.waitFor();
    await inState("unreachable");
    await visit.page.route("**/v1/schedules", (route) => route.fulfill({ status: 401 }));
    await visit.page.getByRole("dialog").waitFor();
    await inState("token");
  });

  test("follows the system's theme until another is chosen, which is kept", async () => {
    const visit = await suite().visitor({ colorScheme: "dark" });
    await visit.open();
    const background = () => visit.page.evaluate(() => getComputedStyle(document.body).backgroundColor);
    const dark = await background();
    await visit.button("Use the light theme").click();
    const light = await background();
    expect(light).not.toBe(dark);
    await visit.reload();
    expect(await background()).toBe(light);
  });

  test.each(["reduce", "no-preference"] as const)(
    "moves only for who wants it: %s",
    async (reducedMotion) => {
      const visit = await suite().visitor({ reducedMotion });
      await visit.page.route("**/v1/forecasts", (route) =>
        route.request().method() === "POST" ? undefined : route.continue(),
      );
      await visit.open();
      await visit.button("Run forecast").click();
      await visit.run.getByText("Handing the plan over").waitFor();
      const moving = await visit.page.evaluate(() =>
        document.getAnimations().some((animation) => animation.playState === "running"),
      );
      expect(moving).toBe(reducedMotion === "no-preference");
    },
  );

  test("fits a screen of 320 px", async () => {
    const visit = await suite().visitor({ viewport: { width: 320, height: 640 } });
    await visit.open("/?initialBalance=1000000000&monthlySpending=1000");
    await visit.source.getByText("Preview").waitFor();
    expect(await overflow(visit)).toBe(0);
  });
});
