// Makes docs/screenshot.png anew, the default forecast in the light theme, from what `npm run build` made:
//
//   npm run screenshot -w @trivium/test-browser

import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ROOT, startStack } from "@trivium/stack";
import { launch } from "./chromium.ts";
import { Visit } from "./visit.ts";

const FILE = join(ROOT, "docs/screenshot.png");

const dataDirectory = mkdtempSync(join(tmpdir(), "trivium-screenshot-"));
const stack = await startStack({ dataDirectory });
const browser = await launch();
try {
  const page = await browser.newPage({ viewport: { width: 1440, height: 1236 }, colorScheme: "light" });
  const visit = new Visit(page, stack.gatewayUrl);
  await visit.open();
  await visit.button("Run forecast").click();
  await visit.finished("100,000");
  await page.mouse.move(0, 0);
  await page.screenshot({ path: FILE, animations: "disabled" });
  console.log(`wrote ${FILE}`);
} finally {
  await browser.close();
  await stack.stop();
  rmSync(dataDirectory, { recursive: true });
}
