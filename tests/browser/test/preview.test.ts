import { existsSync } from "node:fs";
import type { Plan, Preview } from "@trivium/gateway/schemas";
import { moduleUrl } from "@trivium/kernel-wasm";
import type { Locator, Route } from "playwright-core";
import { describe, expect, test } from "vitest";
import { listRuns } from "../src/runs.ts";
import { inBrowser, type Suite } from "../src/suite.ts";

const MODULE = "**/*.wasm";
const WASM_WORKER = "**/wasm.worker-*.js";
const ANY_WORKER = "**/*.worker-*.js";

const PLAN = { yearsToCover: 25, monthlySpending: 4000, paths: 50_000, seed: "12345678901234567890" };
const ADDRESS = `/?${new URLSearchParams(Object.entries(PLAN).map(([name, value]) => [name, String(value)]))}`;

inBrowser("a preview", (suite) => {
  describe.skipIf(!existsSync(moduleUrl))(
    "(needs a compiler: rustup target add wasm32-unknown-unknown)",
    () => {
      test("is computed by WebAssembly in the browser, as the API does it", async () => {
        const visit = await suite().visitor();
        await visit.open(ADDRESS);
        await visit.run.getByText("Preview: WebAssembly in this browser.").waitFor();
        expect(await visit.checksum.textContent()).toBe(await checksumOfApi(suite()));
      });
    },
  );

  test.each<[string, string, (route: Route) => Promise<void>]>([
    ["the module is missing", MODULE, (route) => route.fulfill({ status: 404 })],
    ["the module cannot be compiled here", MODULE, (route) => route.fulfill({ body: "\0asm\u0002\0\0\0" })],
    ["its worker cannot be loaded", WASM_WORKER, (route) => route.abort()],
  ])("is computed by TypeScript, to the same bits, when %s", async (_, files, answer) => {
    const visit = await suite().visitor();
    await visit.page.route(files, answer);
    await visit.open(ADDRESS);
    await visit.run.getByText("Preview: TypeScript in this browser.").waitFor();
    expect(await visit.checksum.textContent()).toBe(await checksumOfApi(suite()));
  });

  test("that cannot be computed is told of, and the forecast runs all the same", async () => {
    const visit = await suite().visitor();
    await visit.page.route(ANY_WORKER, (route) => route.abort());
    await visit.open("/?paths=20000");
    await visit.alert.getByText("This browser computes no previews.").waitFor();
    await visit.button("Run forecast").click();
    await visit.finished("20,000");
    expect(await visit.alert.count()).toBe(0);
  });

  test("is asked for one at a time, and the latest plan is next", async () => {
    const visit = await suite().visitor();
    const asked: number[] = [];
    let gate = Promise.resolve();
    await visit.page.route("**/v1/schedules", async (route) => {
      asked.push((route.request().postDataJSON() as Plan).monthlySpending);
      await gate;
      await route.continue();
    });
    await visit.open();
    await visit.source.getByText("Preview").waitFor();

    const opened = Promise.withResolvers<void>();
    gate = opened.promise;
    for (const spending of ["3600", "3700", "3800", "3900"]) {
      await visit.field("Spent each month").fill(spending);
      await expect.poll(() => asked).toHaveLength(2);
    }
    opened.resolve();
    const expected = await checksumOfApi(suite(), { monthlySpending: 3900 });
    await expect.poll(() => visit.checksum.textContent()).toBe(expected);
    expect(asked).toEqual([3500, 3600, 3900]);
  });

  test("follows a slider while it is dragged, without a run", async () => {
    const visit = await suite().visitor();
    await visit.open();
    await visit.source.getByText("Preview").waitFor();
    const made = await listRuns(suite().stack);
    const before = await visit.checksum.textContent();
    const { x, y, width, height } = await boxOf(visit.slider("Spent each month"));
    const { mouse } = visit.page;
    await mouse.move(x + 0.35 * width, y + height / 2);
    await mouse.down();
    await mouse.move(x + 0.5 * width, y + height / 2, { steps: 8 });
    await expect.poll(() => visit.checksum.textContent()).not.toBe(before);
    await mouse.move(x + 0.8 * width, y + height / 2, { steps: 8 });
    await expect.poll(() => visit.field("Spent each month").inputValue()).toMatch(/^[78],\d00$/);
    const spending = Number((await visit.field("Spent each month").inputValue()).replace(",", ""));
    // The button is still down.
    const expected = await checksumOfApi(suite(), { monthlySpending: spending });
    await expect.poll(() => visit.checksum.textContent()).toBe(expected);
    await mouse.up();
    await expect.poll(() => visit.page.url()).toContain(`monthlySpending=${spending}`);
    expect(await listRuns(suite().stack)).toEqual(made);
  });
});

async function checksumOfApi({ stack }: Suite, plan: object = PLAN): Promise<string> {
  const response = await fetch(`${stack.gatewayUrl}/v1/previews`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(plan),
  });
  return ((await response.json()) as Preview).result.checksum;
}

async function boxOf(locator: Locator) {
  const box = await locator.boundingBox();
  if (box === null) throw new Error("it is not on the page");
  return box;
}
