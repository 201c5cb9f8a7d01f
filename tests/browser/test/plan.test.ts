import type { Locator } from "playwright-core";
import { expect, test } from "vitest";
import { listRuns } from "../src/runs.ts";
import { inBrowser } from "../src/suite.ts";

const CLIPBOARD = { permissions: ["clipboard-read", "clipboard-write"] };

inBrowser("a plan", (suite) => {
  test("is previewed while it is edited", async () => {
    const visit = await suite().visitor();
    await visit.open();
    await visit.source.getByText("Preview").waitFor();
    const before = await visit.chance.textContent();
    await visit.field("Spent each month").fill("2000");
    await expect.poll(() => visit.chance.textContent()).not.toBe(before);
    expect(await visit.source.textContent()).toBe("Preview from 10,000 random futures over 50\u00a0years.");
    expect(await listRuns(suite().stack)).toEqual([]);
  });

  test("travels by its link, and by the address itself", async () => {
    const visit = await suite().visitor(CLIPBOARD);
    await visit.open();
    await visit.field("To cover").fill("25");
    await visit.field("Return before").fill("6.5 %");
    await visit.field("Seed").fill("18446744073709551615");
    await expect.poll(() => visit.page.url()).toContain("seed=18446744073709551615");
    await visit.button("Copy link").click();
    await visit.button("Link copied").waitFor();
    const link = await visit.page.evaluate(() => navigator.clipboard.readText());
    expect(link).toBe(visit.page.url());

    const { pathname, search } = new URL(link);
    const colleague = await suite().visitor();
    await colleague.open(pathname + search);
    expect(await colleague.field("To cover").inputValue()).toBe("25");
    expect(await colleague.field("Return before").inputValue()).toBe("6.5");
    expect(await colleague.field("Seed").inputValue()).toBe("18446744073709551615");
    await colleague.source.getByText("over 45\u00a0years").waitFor();
    await visit.source.getByText("over 45\u00a0years").waitFor();
    expect(await colleague.checksum.textContent()).toBe(await visit.checksum.textContent());
  });

  test("is shown by an address whose run is not to be found here", async () => {
    const visit = await suite().visitor();
    await visit.open("/?yearsToCover=25&run=01890a5d-ac96-774b-bcce-b302099a8057");
    await visit.alert.getByText("Not found.").waitFor();
    await visit.source.getByText("over 45\u00a0years").waitFor();
    await visit.button("Run forecast").click();
    await visit.finished("100,000");
    expect(await visit.alert.count()).toBe(0);
  });

  test("with a faulty field is not run: the field is named, described and focused", async () => {
    const visit = await suite().visitor();
    await visit.open();
    await visit.source.getByText("Preview").waitFor();
    const years = visit.field("To cover");

    await years.fill("1000");
    await visit.run.getByText("a field is not right yet").waitFor();
    expect(await years.getAttribute("aria-invalid"), "while it is typed").toBe("false");
    await years.press("Tab");
    await expect.poll(() => years.getAttribute("aria-invalid")).toBe("true");
    const fault = visit.page.getByText("A whole number from 1 to 100");
    expect(await describes(fault, years)).toBe(true);
    expect(await fault.getAttribute("aria-live")).toBe("polite");

    const made = await listRuns(suite().stack);
    await visit.field("Seed").press("Enter");
    expect(await isFocused(years)).toBe(true);
    await visit.button("Run forecast").click();
    expect(await isFocused(years)).toBe(true);
    expect(await listRuns(suite().stack)).toEqual(made);

    await years.fill("30");
    expect(await years.getAttribute("aria-invalid")).toBe("false");
    expect(await fault.count()).toBe(0);
    await years.press("Enter");
    await visit.finished("100,000");
  });

  test("is told of a fault by the button that was pressed in the midst of typing", async () => {
    const visit = await suite().visitor();
    await visit.open();
    await visit.field("Until retirement").fill("");
    await visit.button("Run forecast").click();
    await visit.page.getByText("A whole number from 0 to 99").waitFor();
    expect(await isFocused(visit.field("Until retirement"))).toBe(true);
  });

  test("goes back to the usual one by a reset", async () => {
    const visit = await suite().visitor();
    await visit.open("/?inflation=5&paths=1000");
    await visit.source.getByText("Preview from 1,000 random futures").waitFor();
    await visit.button("Reset").click();
    await visit.source.getByText("Preview from 10,000 random futures").waitFor();
    expect(await visit.field("Inflation").inputValue()).toBe("2");
    await expect.poll(() => new URL(visit.page.url()).search).toBe("");
  });
});

function isFocused(field: Locator): Promise<boolean> {
  return field.evaluate((element) => element === document.activeElement);
}

async function describes(text: Locator, field: Locator): Promise<boolean> {
  const ids = (await field.getAttribute("aria-describedby"))?.split(" ") ?? [];
  return ids.includes((await text.getAttribute("id")) ?? "none");
}
