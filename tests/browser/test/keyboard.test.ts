import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { inBrowser } from "../src/suite.ts";
import type { Visit } from "../src/visit.ts";

const MOST_STOPS = 60;

inBrowser("the keyboard", (suite) => {
  test("reaches everything in the order of the page, and shows where it is", async () => {
    const visit = await suite().visitor();
    await visit.open();
    await visit.source.getByText("Preview").waitFor();
    const stops = [];
    for (let stop = await next(visit.page); stop !== undefined; stop = await next(visit.page)) {
      stops.push(stop);
    }
    expect(stops.filter(({ visible }) => !visible)).toEqual([]);
    expect(stops.map(({ name }) => name)).toEqual([
      "Skip to the plan",
      "Forecast",
      "Migration",
      "API",
      "Copy link",
      "Use the dark theme",
      "Year",
      "Show as a table",
      "Reset",
      "Savings today",
      "Saved each month",
      "Growth of saving",
      "Until retirement",
      "Spent each month",
      "To cover",
      "Return before",
      "Volatility before",
      "Return after",
      "Volatility after",
      "Inflation",
      "Random futures",
      "Seed",
      "10k",
      "100k",
      "1m",
      "10m",
      "Run forecast",
    ]);
  });

  test("runs and cancels, without losing its place", async () => {
    const visit = await suite().visitor();
    await visit.open("/?paths=10000000");
    await visit.source.getByText("Preview").waitFor();
    const { keyboard } = visit.page;
    await keyboard.press("Tab");
    await keyboard.press("Enter");
    await walk(visit, "Tab", "Savings today");
    await keyboard.press("ArrowUp");
    expect(await visit.field("Savings today").inputValue()).toBe("155,000");
    await keyboard.press("Enter");
    await expect.poll(() => visit.pathsDone()).toBeGreaterThan(0);
    expect(await focused(visit.page)).toMatchObject({ name: "Savings today" });

    await walk(visit, "Shift+Tab", "Cancel");
    await keyboard.press("Enter");
    await visit.run.getByText("Cancelled.").waitFor();
    expect(await focused(visit.page)).toMatchObject({ name: "Run" });
    await walk(visit, "Tab", "Year");
    await keyboard.press("ArrowRight");
    await visit.page.getByText("Year 21", { exact: true }).waitFor();
  });

  test("opens the table, which says what the curve shows", async () => {
    const visit = await suite().visitor();
    await visit.open();
    await visit.source.getByText("Preview").waitFor();
    await walk(visit, "Tab", "Show as a table");
    await visit.page.keyboard.press("Enter");
    await visit.page.getByRole("table", { name: "Balances at the end of each year" }).waitFor();
    expect(await visit.page.getByRole("row").count()).toBe(1 + 50);
    await walk(visit, "Tab", "Balances by year");
  });

  test("hears of a run's stages, not of its every step", async () => {
    const visit = await suite().visitor();
    await visit.open("/?paths=400000&seed=11");
    await visit.source.getByText("Preview").waitFor();
    await visit.page.evaluate(() => {
      const seen = { said: [] as string[], steps: new Set<string>() };
      Object.assign(window, seen);
      new MutationObserver(() => {
        const text = document.querySelector("[role=status]")?.textContent ?? "";
        if (text !== seen.said.at(-1)) seen.said.push(text);
        seen.steps.add(document.querySelector(".run-line p")?.textContent ?? "");
      }).observe(document.body, { subtree: true, characterData: true, childList: true });
    });
    await visit.field("Seed").press("Enter");
    await visit.finished("400,000");
    const { said, steps } = await visit.page.evaluate(() => {
      const seen = window as unknown as { said: string[]; steps: Set<string> };
      return { said: seen.said, steps: seen.steps.size };
    });
    expect(steps).toBeGreaterThan(said.length);
    expect(said.length).toBeLessThanOrEqual(8);
    expect(said).toContain("Forecast running.");
    expect(said.at(-1)).toMatch(/^Forecast finished\. Chance that the money lasts: \d+\.\d\s%\.$/);
  });
});

interface Stop {
  readonly name: string;
  /** Whether a person can see that the keyboard is there. */
  readonly visible: boolean;
}

/** The next stop of the keyboard; undefined when it leaves the page. */
async function next(page: Page): Promise<Stop | undefined> {
  await page.keyboard.press("Tab");
  return focused(page);
}

function focused(page: Page): Promise<Stop | undefined> {
  return page.evaluate(() => {
    const element = document.activeElement;
    if (!(element instanceof HTMLElement) || element === document.body) return undefined;
    const label = element instanceof HTMLInputElement ? element.labels?.[0]?.textContent : undefined;
    const frame = element.closest(".box");
    const visible =
      getComputedStyle(element).outlineStyle !== "none" ||
      (frame !== null && getComputedStyle(frame).boxShadow !== "none");
    return { name: element.ariaLabel ?? label ?? element.textContent, visible };
  });
}

/** Presses a key until the keyboard is at what is named so. */
async function walk({ page }: Visit, key: "Tab" | "Shift+Tab", name: string): Promise<void> {
  for (let stops = 0; stops < MOST_STOPS; stops++) {
    await page.keyboard.press(key);
    if ((await focused(page))?.name === name) return;
  }
  throw new Error(`${key} does not reach ${name}`);
}
