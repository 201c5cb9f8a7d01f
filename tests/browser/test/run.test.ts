import { expect, test } from "vitest";
import { listRuns } from "../src/runs.ts";
import { inBrowser } from "../src/suite.ts";
import type { Visit } from "../src/visit.ts";

const LONG = "/?paths=10000000";

inBrowser("a run", (suite) => {
  test("fills in live, and ends with the answer that the API has", async () => {
    const visit = await suite().visitor();
    await visit.open("/?paths=500000&seed=7");
    await visit.source.getByText("Preview from 10,000 random futures").waitFor();
    const unsure = await intervalWidth(visit);
    const sights = await record(visit);
    await visit.button("Run forecast").click();
    await visit.finished("500,000");

    const live = (await sights()).filter(({ source }) => source.startsWith("So far from"));
    const paths = live.map(({ done }) => done);
    expect(new Set(paths).size).toBeGreaterThan(2);
    expect(paths).toEqual(paths.toSorted((a, b) => a - b));
    expect(new Set(live.map(({ checksum }) => checksum)).size).toBeGreaterThan(2);

    await visit.run.getByText(/^Finished in .* · [\d,]+ futures a second$/).waitFor();
    expect(await visit.progress.count()).toBe(0);
    const [forecast] = await listRuns(suite().stack);
    const result = forecast?.state === "succeeded" ? forecast.result : undefined;
    expect(await visit.checksum.textContent()).toBe(result?.checksum);
    expect(await visit.chance.textContent()).toBe(
      `${(100 * (result?.success.estimate ?? 0)).toFixed(1)}\u00a0%`,
    );
    expect(await intervalWidth(visit)).toBeLessThan(unsure);
  });

  test("tells which language did what, and for how long", async () => {
    const visit = await suite().visitor();
    await visit.open();
    await visit.button("Run forecast").click();
    await visit.finished("100,000");
    const roads = visit.page.getByRole("region", { name: "Three roads meet" }).getByRole("listitem");
    const time = /\d+(\.\d)?\s(ms|s)/;
    expect(await roads.allTextContents()).toEqual([
      expect.stringMatching(new RegExp(`^TypeScript gateway.*${time.source}`)),
      expect.stringMatching(new RegExp(`^Go forecast.*${time.source}.*merged [1-9]\\d* shards`)),
      expect.stringMatching(new RegExp(`^Rust simulator.*${time.source}.*million path-months a second`)),
    ]);
  });

  test("is read out where the pointer is", async () => {
    const visit = await suite().visitor();
    await visit.open();
    await visit.page.getByText("Year 20", { exact: true }).waitFor();
    const curve = visit.page.locator(".plot").first();
    const { width = 0, height = 0 } = (await curve.boundingBox()) ?? {};
    await curve.hover({ position: { x: width - 12, y: height / 2 }, force: true });
    await visit.page.getByText("Year 50", { exact: true }).waitFor();
    await curve.hover({ position: { x: 54, y: height / 2 }, force: true });
    await visit.page.getByText("Year 0", { exact: true }).waitFor();
    await visit.page.getByText("150k – 150k").first().waitFor();
  });

  test("is picked up again by a reload in mid-run", async () => {
    const visit = await suite().visitor();
    await visit.open(LONG);
    const earlier = await listRuns(suite().stack);
    await visit.button("Run forecast").click();
    await visit.run.getByText(/^[\d,]+ of 10,000,000 futures · [\d,]+ a second · .* left$/).waitFor();
    const before = await visit.pathsDone();
    const address = visit.page.url();
    expect(address).toMatch(/[?&]run=/);

    await visit.reload();
    await expect.poll(() => visit.pathsDone()).toBeGreaterThan(before);
    expect(visit.page.url()).toBe(address);
    expect(await visit.field("Random futures").inputValue()).toBe("10,000,000");
    const [forecast, ...others] = await listRuns(suite().stack);
    expect(forecast?.state).toBe("running");
    expect(others).toEqual(earlier);
  });

  test("stops when it is cancelled, and the plan can be run again", async () => {
    const visit = await suite().visitor();
    await visit.open(LONG);
    await visit.button("Run forecast").click();
    await expect.poll(() => visit.pathsDone()).toBeGreaterThan(0);
    await visit.button("Cancel").click();
    await visit.run.getByText("Cancelled.").waitFor();
    await visit.source.getByText("Preview from 10,000 random futures").waitFor();
    await visit.runs.first().getByText("cancelled").waitFor();
    const [forecast] = await listRuns(suite().stack);
    expect(forecast?.state).toBe("cancelled");

    await visit.button("100k").click();
    await visit.button("Run forecast").click();
    await visit.finished("100,000");
  });

  test("stays in the list, and opens again with its plan and its answer", async () => {
    const visit = await suite().visitor();
    await visit.open("/?paths=20000&seed=1");
    await visit.button("Run forecast").click();
    await visit.finished("20,000");
    const [chance, checksum] = [await visit.chance.textContent(), await visit.checksum.textContent()];
    await visit.field("Spent each month").fill("6000");
    await visit.source.getByText("Preview").waitFor();
    await visit.button("Run forecast").click();
    await visit.finished("20,000");
    expect(await visit.chance.textContent()).not.toBe(chance);

    const older = visit.runs.nth(1).getByRole("button");
    expect(await older.textContent()).toContain(chance);
    await older.click();
    await expect.poll(() => visit.checksum.textContent()).toBe(checksum);
    expect(await visit.field("Spent each month").inputValue()).toBe("3,500");
    expect(await older.getAttribute("aria-current")).toBe("true");
    expect(await visit.chance.textContent()).toBe(chance);
  });
});

/** The width of the interval of the chance. Unit: percent. */
async function intervalWidth({ page }: Visit): Promise<number> {
  const text = await page.getByText("95 % interval").locator("..").textContent();
  const [, low = 0, high = 0] = /interval ([\d.]+) to ([\d.]+)/.exec(text ?? "")?.map(Number) ?? [];
  return high - low;
}

/** What the page shows at one moment. */
interface Sight {
  readonly source: string;
  readonly checksum: string;
  readonly done: number;
}

/** Notes what the page shows, whenever that changes, until it is asked for. */
async function record({ page }: Visit): Promise<() => Promise<Sight[]>> {
  await page.evaluate(() => {
    const sights: Sight[] = [];
    Object.assign(window, { sights });
    const text = (id: string) => document.querySelector(`[data-testid=${id}]`)?.textContent ?? "";
    new MutationObserver(() => {
      const done = document.querySelector("progress")?.value ?? 0;
      sights.push({ source: text("source"), checksum: text("checksum"), done });
    }).observe(document.body, { subtree: true, characterData: true, childList: true, attributes: true });
  });
  return () => page.evaluate(() => (window as unknown as { sights: Sight[] }).sights);
}
