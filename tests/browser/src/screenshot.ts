// Makes the pictures of the documentation anew, in the light theme, from what `npm run build` made:
// the default forecast (docs/screenshot.png), and a migration under way (docs/migration.png).
//
//   npm run screenshot -w @trivium/test-browser

import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Rollout } from "@trivium/gateway/schemas";
import { ROOT, startStack } from "@trivium/stack";
import { launch } from "./chromium.ts";
import { Visit } from "./visit.ts";

/** The picture of the migration is of the middle of the road. */
const CANARY = { stage: "canary", percent: 25, reason: "the first quarter of the calls", actor: "Ana" };

/** How long the migration is watched, that its curves are some. */
const CURVES_MS = 20_000;

const dataDirectory = mkdtempSync(join(tmpdir(), "trivium-screenshot-"));
const stack = await startStack({ dataDirectory });
const browser = await launch();
try {
  const page = await browser.newPage({ viewport: { width: 1440, height: 1236 }, colorScheme: "light" });
  const visit = new Visit(page, stack.gatewayUrl);
  await visit.open();
  await visit.button("Run forecast").click();
  await visit.finished("100,000");
  await picture("docs/screenshot.png");

  await setStage(CANARY);
  await visit.field("Random futures").fill("10000000");
  await visit.button("Run forecast").click();
  await page.getByRole("link", { name: "Migration" }).click();
  await page.getByTestId("verdict").getByText("Pass").waitFor({ timeout: 300_000 });
  await page.waitForTimeout(CURVES_MS);
  await picture("docs/migration.png");

  async function setStage(change: typeof CANARY): Promise<void> {
    const url = (of: string) => `${stack.gatewayUrl}/v1/rollout${of}?service=forecast`;
    const { state } = (await (await fetch(url(""))).json()) as Rollout;
    const body = JSON.stringify({ ...change, version: state.version });
    const headers = { "content-type": "application/json" };
    const response = await fetch(url("/stage"), { method: "POST", headers, body });
    if (!response.ok) throw new Error(await response.text());
  }

  async function picture(file: string): Promise<void> {
    await page.mouse.move(0, 0);
    await page.screenshot({ path: join(ROOT, file), animations: "disabled" });
    console.log(`wrote ${file}`);
  }
} finally {
  await browser.close();
  await stack.stop();
  rmSync(dataDirectory, { recursive: true });
}
