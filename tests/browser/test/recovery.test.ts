import { expect, test } from "vitest";
import { inBrowser } from "../src/suite.ts";

const TOKEN = "a token for these tests";
const AWAY = "The gateway does not answer.";

inBrowser("a gateway that goes away", (suite) => {
  test("in mid-run is told of, and the run is taken up again without a reload", async () => {
    const { stack, visitor } = suite();
    const visit = await visitor();
    await visit.open("/?paths=1000000&seed=3");
    await visit.page.evaluate(() => Object.assign(window, { sameDocument: true }));
    await visit.button("Run forecast").click();
    await expect.poll(() => visit.pathsDone()).toBeGreaterThan(0);

    await stack.kill("gateway");
    await visit.alert.getByText(AWAY).waitFor();
    await visit.alert.getByText("The run goes on; the page keeps trying.").waitFor();
    await stack.start("gateway");
    await visit.finished("1,000,000");
    expect(await visit.alert.count()).toBe(0);
    expect(await visit.page.evaluate(() => "sameDocument" in window)).toBe(true);
  });

  test("before a run is started does not lose it, nor make it twice", async () => {
    const { stack, visitor } = suite();
    const visit = await visitor();
    await visit.open("/?paths=20000&seed=4");
    await visit.source.getByText("Preview").waitFor();
    const listed = await visit.runs.count();
    await stack.kill("gateway");
    await visit.button("Run forecast").click();
    await visit.alert.getByText(AWAY).waitFor();
    await stack.start("gateway");
    await visit.finished("20,000");
    await expect.poll(() => visit.runs.count()).toBe(listed + 1);
  });

  test("while nothing runs comes back by itself: preview and list", async () => {
    const { stack, visitor } = suite();
    const visit = await visitor();
    await visit.page.route("**/v1/**", (route) => route.abort());
    await visit.open();
    await visit.alert.getByText(AWAY).waitFor();
    await visit.page.getByText("The curve appears with the first answer.").waitFor();
    await visit.page.unroute("**/v1/**");
    await visit.source.getByText("Preview").waitFor();
    await visit.runs.first().waitFor();
    expect(await visit.alert.count()).toBe(0);
    expect(stack.pid("gateway")).toBeDefined();
  });
});

inBrowser(
  "a gateway with a token",
  (suite) => {
    test("is asked for the token, says when it is wrong, and then answers until the tab is closed", async () => {
      const visit = await suite().visitor();
      await visit.open("/?paths=20000");
      const dialog = visit.page.getByRole("dialog", { name: "A token is needed" });
      const field = dialog.getByRole("textbox", { name: "Token" });
      await dialog.waitFor();
      expect(await dialog.getByRole("alert").count()).toBe(0);
      await field.fill("not this one, surely");
      await field.press("Enter");
      await dialog.getByText("does not accept the token").waitFor();
      await field.fill(TOKEN);
      await field.press("Enter");
      await visit.source.getByText("Preview").waitFor();
      expect(await dialog.count()).toBe(0);

      await visit.button("Run forecast").click();
      await visit.finished("20,000");
      const checksum = await visit.checksum.textContent();
      await visit.reload();
      await visit.finished("20,000");
      expect(await visit.checksum.textContent()).toBe(checksum);
      expect(await dialog.count()).toBe(0);
    });
  },
  TOKEN,
);
