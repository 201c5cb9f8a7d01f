import { Stage } from "@trivium/contracts/rollout/v1/rollout";
import { expect, test } from "vitest";
import { entry, MISMATCH, mismatch, replay, rollout, state } from "../src/rollout/scenes.ts";
import { withFakeRollout } from "../src/rollout/suite.ts";

const CLIPBOARD = { permissions: ["clipboard-read", "clipboard-write"] };

withFakeRollout("the migration", (suite) => {
  test("is a view of its own, that leaves the forecast's address as it is", async () => {
    suite().fake.show(rollout(state(1, Stage.STAGE_OFF), 0), []);
    const plan = "/?yearsToCover=25&paths=20000";
    const visit = await suite().visitor({}, plan);
    const { page } = visit;
    await page.getByRole("link", { name: "Migration" }).click();
    await visit.stage.getByText("Off").waitFor();
    expect(
      await page.getByRole("heading", { level: 1 }).evaluate((it) => it === document.activeElement),
    ).toBe(true);
    expect(await page.title()).toBe("Trivium: the migration from Go to Rust");

    await visit.reload();
    await visit.stage.getByText("Off").waitFor();
    expect(await page.getByRole("link", { name: "Migration" }).getAttribute("aria-current")).toBe("page");
    await page.getByRole("link", { name: "Forecast" }).click();
    expect(await visit.field("To cover").inputValue()).toBe("25");
    expect(page.url()).toBe(`${suite().stack.gatewayUrl}${plan}`);
    await page.goBack();
    await visit.stage.getByText("Off").waitFor();
  });

  test("is shown live: where it stands, who answers, what is missing", async () => {
    const { fake } = suite();
    fake.show(rollout(state(1, Stage.STAGE_OFF), 0), []);
    const visit = await suite().visitor();
    await visit.page.getByText("Go answers every call.", { exact: true }).waitFor();
    await visit.page.getByText("Nothing was changed yet.").waitFor();

    const shadow = state(2, Stage.STAGE_SHADOW, 500);
    fake.show(rollout(shadow, 40), [entry(state(1, Stage.STAGE_OFF), shadow, "Ana", "a first look", 0)]);
    await visit.stage.getByText("Shadow 5\u00a0%").waitFor();
    await visit.page.getByText(/: a first look$/).waitFor();
    expect(await visit.page.locator("[aria-current=step]").textContent()).toContain("Shadow 5\u00a0%");
    expect(await visit.page.getByRole("status").first().textContent()).toContain("Inconclusive: hold");
    await visit.page
      .getByText("Hold: the evidence is not there yet (mismatches, errors, refusals, latency: 40 of 100")
      .waitFor();

    fake.show(rollout(state(3, Stage.STAGE_CANARY, 1000), 1318));
    await visit.page.getByText("Rust answers 10\u00a0% of the calls.", { exact: true }).waitFor();
    await visit.page.getByText("Rust’s p99 is 0.312× of Go’s").waitFor();
    const meter = visit.page.getByRole("meter", { name: "Used of the budget: Latency" });
    expect(await meter.getAttribute("aria-valuetext")).toBe("31.2\u00a0% used");
    const sides = visit.page.getByRole("region", { name: "Both sides" }).getByRole("listitem");
    expect(await sides.allTextContents()).toEqual([
      expect.stringMatching(/^Go control11\.4\sms .*median 6\.1\sms/),
      expect.stringMatching(/^Rust candidate3\.56\sms .*median 1\.92\sms/),
    ]);
  });

  test("shows a mismatch bit by bit, by an address of its own, and runs it again", async () => {
    const { fake } = suite();
    fake.mismatches = [mismatch()];
    fake.replay = replay(false);
    fake.show({ ...rollout(state(4, Stage.STAGE_OFF), 0), mismatches: 1n }, []);
    const visit = await suite().visitor(CLIPBOARD);
    const { page } = visit;
    await page.getByRole("button", { name: /^checksum/ }).click();
    await page.getByText("1 of 64 bits differs: bit 0.").waitFor();
    expect(await page.locator("mark").allTextContents()).toEqual(["0", "1"]);
    await page.getByText("18446744073709551615", { exact: true }).waitFor();

    await visit.reload();
    await visit.button("Replay").click();
    await page.getByText("They agree now").waitFor();
    await visit.button("Copy").click();
    await visit.button("Copied").waitFor();
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(
      `npx trivium rollout promote ${MISMATCH}`,
    );
    await page.getByRole("button", { name: /^checksum/ }).click();
    expect(new URL(page.url()).search).toBe("?view=migration");
  });

  test("of a gateway that goes away is told of, and taken up again with the newest state", async () => {
    const { fake, stack } = suite();
    fake.show(rollout(state(5, Stage.STAGE_SHADOW, 500), 200), []);
    const visit = await suite().visitor();
    await visit.stage.getByText("Shadow").waitFor();
    await stack.kill("gateway");
    await visit.alert.getByText("The gateway does not answer.").waitFor();
    expect(await visit.stage.textContent()).toBe("Shadow 5\u00a0%");
    fake.show(rollout(state(6, Stage.STAGE_OFF), 0));
    await stack.start("gateway");
    await visit.stage.getByText("Off").waitFor();
    expect(await visit.alert.count()).toBe(0);
  });
});
