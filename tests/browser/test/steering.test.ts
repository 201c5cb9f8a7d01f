import { Stage } from "@trivium/contracts/rollout/v1/rollout";
import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { rollout, state } from "../src/rollout/scenes.ts";
import { withFakeRollout } from "../src/rollout/suite.ts";

const TOKEN = "a token for operators";

withFakeRollout("steering", (suite) => {
  test("asks for a reason, then takes the step and shows it in the audit trail", async () => {
    const { fake } = suite();
    fake.show(rollout(state(7, Stage.STAGE_SHADOW, 500), 1318), []);
    const visit = await suite().visitor();
    await visit.button("Advance to canary").click();
    await visit.page.getByText("Say why: it goes into the audit trail").waitFor();
    expect(await visit.field("Why").evaluate((field) => field === document.activeElement)).toBe(true);
    expect(fake.rollout.state?.version).toBe(7n);

    await visit.field("Why").fill("quiet for an hour");
    await visit.field("Who").fill("Ana");
    await visit.button("Advance to canary").click();
    await visit.stage.getByText("Canary 1\u00a0%").waitFor();
    const trail = visit.page.getByRole("region", { name: "Audit trail" }).getByRole("listitem");
    await trail.getByText("quiet for an hour").waitFor();
    expect(await trail.first().textContent()).toMatch(/^Shadow 5\s% → canary 1\s%quiet.* · Ana/);
    expect(await visit.field("Why").inputValue()).toBe("");

    await visit.field("Why").fill("one more look");
    await visit.button("Off").click();
    await visit.stage.getByText("Off").waitFor();
    await visit.button("Advance to shadow").waitFor();
  });

  test("says in words why a step is refused, and nothing changes", async () => {
    const { fake } = suite();
    fake.refusal = "evidence is inconclusive: 40 of 100 comparisons";
    fake.show(rollout(state(12, Stage.STAGE_SHADOW, 500), 40), []);
    const visit = await suite().visitor();
    await visit.field("Why").fill("impatience");
    await visit.button("Advance to canary").click();
    await visit.alert.getByText("The step is refused.").waitFor();
    await visit.alert.getByText("Evidence is inconclusive: 40 of 100 comparisons.").waitFor();
    expect(await visit.stage.textContent()).toBe("Shadow 5\u00a0%");
    expect(await visit.field("Why").inputValue(), "for another attempt").toBe("impatience");
  });

  test("an order for a state that is no more is refused with the state that is", async () => {
    const { fake } = suite();
    fake.show(rollout(state(20, Stage.STAGE_CANARY, 1000), 1318), []);
    const visit = await suite().visitor();
    await visit.field("Why").fill("too late");
    await visit.page.route("**/v1/rollout/stage?*", async (route) => {
      // Somebody is faster: the change comes between the press and the order.
      fake.show(rollout(state(21, Stage.STAGE_SHADOW, 500), 0));
      await route.continue();
    });
    await visit.button("Advance to reversed").click();
    await visit.alert.getByText("Somebody was faster.").waitFor();
    await visit.alert.getByText("It is at shadow 5\u00a0% now (version 21).").waitFor();
    expect(fake.rollout.state?.stage).toBe(Stage.STAGE_SHADOW);
  });

  test("the dial sets nothing until it is applied", async () => {
    const { fake } = suite();
    fake.show(rollout(state(30, Stage.STAGE_CANARY, 100), 1318), []);
    const visit = await suite().visitor();
    const orders = countOrders(visit.page);
    await visit.field("Why").fill("more of it");
    const dial = visit.page.getByRole("slider", { name: "Share of the calls" });
    await dial.focus();
    for (let press = 0; press < 24; press++) await dial.press("ArrowRight");
    expect(await visit.field("Calls that Rust answers").inputValue()).toBe("25");
    expect(orders()).toBe(0);
    await visit.button("Apply 25\u00a0%").click();
    await visit.stage.getByText("Canary 25\u00a0%").waitFor();
    expect(orders()).toBe(1);

    await visit.field("Calls that Rust answers").fill("101");
    await visit.page.getByText("A number from 0 to 100, two decimals at most").waitFor();
    await visit.field("Calls that Rust answers").press("Enter");
    expect(orders()).toBe(1);
    await visit.field("Calls that Rust answers").fill("12.34");
    await visit.field("Why").fill("less of it");
    await visit.field("Calls that Rust answers").press("Enter");
    await visit.stage.getByText("Canary 12.34\u00a0%").waitFor();
    expect(fake.rollout.state?.basisPoints).toBe(1234);
  });

  test("the kill button asks once, and needs no words", async () => {
    const { fake } = suite();
    fake.show(rollout(state(40, Stage.STAGE_REVERSED, 100), 1318), []);
    const visit = await suite().visitor();
    const orders = countOrders(visit.page);
    await visit.button("Kill").click();
    await visit.page.keyboard.press("Escape");
    expect(await visit.page.getByRole("dialog").count()).toBe(0);
    expect(orders()).toBe(0);
    await visit.button("Kill").click();
    await visit.page.keyboard.press("Enter");
    await visit.stage.getByText("Off").waitFor();
    await visit.page.getByText(/operator: killed on the page$/).waitFor();
    expect(orders()).toBe(1);
    await visit.page.getByText("It is off already.").waitFor();
  });

  test("is reached by the keyboard, and keeps its place", async () => {
    const { fake } = suite();
    fake.show(rollout(state(50, Stage.STAGE_CANARY, 1000), 1318), []);
    const visit = await suite().visitor();
    await visit.stage.getByText("Canary").waitFor();
    await visit.page.keyboard.press("Tab");
    await visit.page.keyboard.press("Enter");
    const stops: string[] = [];
    for (let stop = 0; stop < 13; stop++) {
      await visit.page.keyboard.press("Tab");
      stops.push(await focusedName(visit.page));
    }
    expect(stops).toEqual([
      "Why",
      "Who",
      "Calls that Rust answers",
      "Share of the calls",
      "1\u00a0%",
      "10\u00a0%",
      "25\u00a0%",
      "50\u00a0%",
      "100\u00a0%",
      "Apply",
      "Advance to reversed",
      "Shadow",
      "Off",
    ]);
    await visit.field("Why").fill("back by the keyboard");
    await visit.button("Shadow").focus();
    await visit.page.keyboard.press("Enter");
    await visit.stage.getByText("Shadow").waitFor();
    expect(await focusedName(visit.page)).toBe("Steer");
  });
});

withFakeRollout(
  "steering with a token for operators",
  (suite) => {
    test("is disabled with the reason, until the token is entered", async () => {
      const { fake } = suite();
      fake.show(rollout(state(7, Stage.STAGE_SHADOW, 500), 1318), []);
      const visit = await suite().visitor();
      await visit.field("Why").fill("quiet");
      await visit.button("Advance to canary").click();
      await visit.alert.getByText("The operator’s token is needed.").waitFor();
      expect(await visit.button("Advance to canary").isDisabled()).toBe(true);
      expect(await visit.button("Kill").getAttribute("aria-disabled")).toBe("true");
      expect(fake.rollout.state?.version).toBe(7n);

      await visit.button("Enter a token").click();
      const dialog = visit.page.getByRole("dialog", { name: "The operator’s token is needed" });
      await visit.button("Go on without").click();
      expect(await dialog.count()).toBe(0);
      await visit.button("Enter a token").click();
      await dialog.getByRole("textbox", { name: "Token" }).fill(TOKEN);
      await visit.button("Continue").click();
      await visit.button("Advance to canary").click();
      await visit.stage.getByText("Canary 1\u00a0%").waitFor();
    });
  },
  { TRIVIUM_OPERATOR_TOKEN: TOKEN },
);

/** How many orders the page has given so far. */
function countOrders(page: Page): () => number {
  let orders = 0;
  page.on("request", (request) => {
    if (request.method() === "POST" && request.url().includes("/v1/rollout/")) orders++;
  });
  return () => orders;
}

function focusedName(page: Page): Promise<string> {
  return page.evaluate(() => {
    const element = document.activeElement;
    if (element?.id === "steer") return "Steer";
    const label = element instanceof HTMLInputElement ? element.labels?.[0]?.textContent : undefined;
    return element?.ariaLabel ?? label ?? element?.textContent ?? "";
  });
}
