import { Stage } from "@trivium/contracts/rollout/v1/rollout";
import { expect, test } from "vitest";
import { inspect, LOOKS, lookOptions, overflow } from "../src/look.ts";
import { entry, MISMATCH, mismatch, replay, retreat, rollout, state } from "../src/rollout/scenes.ts";
import { withFakeRollout } from "../src/rollout/suite.ts";

withFakeRollout("the look of the migration", (suite) => {
  test.each(LOOKS)("in $theme at $width px passes axe and fits, in every state", async (look) => {
    const { fake, stack } = suite();
    const off = state(1, Stage.STAGE_OFF);
    const shadow = state(2, Stage.STAGE_SHADOW, 500, 60);
    const canary = state(3, Stage.STAGE_CANARY, 1000, 3);
    const steps = [
      entry(shadow, canary, "Ana Ortiz", "shadow was quiet for an hour", 12_480),
      entry(off, shadow, "Ana Ortiz", "first look at the new simulator", 0),
    ];

    fake.show(rollout(shadow, 40), steps.slice(1));
    const visit = await suite().visitor(lookOptions(look));
    await visit.page.getByText("40 of 100 samples").first().waitFor();
    await inspect(visit, look, "migration-hold");

    fake.show(rollout(canary, 1318), steps);
    await visit.stage.getByText("Canary").waitFor();
    await visit.page.getByText("Ana Ortiz: shadow was quiet for an hour").waitFor();
    await inspect(visit, look, "migration-canary");

    const back = state(4, Stage.STAGE_OFF, 0, 1);
    fake.mismatches = [mismatch()];
    fake.replay = replay(true);
    fake.show({ ...rollout(back, 0), mismatches: 1n }, [retreat(canary, back), ...steps]);
    await visit.alert.getByText("It went back by itself.").waitFor();
    await visit.button("the mismatch").click();
    await visit.button("Replay").click();
    await visit.page.getByText("They still differ").waitFor();
    await inspect(visit, look, "migration-retreat");

    fake.show({
      ...rollout(state(5, Stage.STAGE_REVERSED, 100), 5210),
      killSwitch: { on: true, description: "the file /run/kill" },
      storeUnreachable: true,
    });
    await visit.alert.getByText("The kill switch is on.").waitFor();
    await inspect(visit, look, "migration-switch");
    await visit.button("Kill").click();
    await visit.page.getByRole("dialog").waitFor();
    await inspect(visit, look, "migration-kill");

    await visit.page.route("**/v1/rollout/kill?*", (route) => route.fulfill({ status: 401 }));
    await visit.button("Kill it now").click();
    await visit.alert.getByText("The operator’s token is needed.").waitFor();
    await inspect(visit, look, "migration-locked");
    await stack.kill("gateway");
    await visit.alert.getByText("The gateway does not answer.").waitFor();
    await inspect(visit, look, "migration-lost");
    await stack.start("gateway");
  });

  test("fits a screen of 320 px", async () => {
    const { fake } = suite();
    fake.mismatches = [mismatch()];
    fake.show({ ...rollout(state(5, Stage.STAGE_REVERSED, 1234), 5210), mismatches: 1n });
    const narrow = { viewport: { width: 320, height: 640 } };
    const visit = await suite().visitor(narrow, `/?view=migration&mismatch=${MISMATCH}`);
    await visit.page.getByText("1 of 64 bits differs").waitFor();
    expect(await overflow(visit)).toBe(0);
  });
});
