import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type LocalStack, startStack } from "@trivium/stack";
import { findBrowser } from "@trivium/test-report/capabilities";
import type { Browser, BrowserContextOptions } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect } from "vitest";
import { launch } from "./chromium.ts";
import { OPTIONS, settle } from "./own.ts";
import { Visit } from "./visit.ts";

const PATIENCE_MS = 60_000;

/** What tests of the page stand on. */
export interface Suite {
  readonly stack: LocalStack;
  /** Somebody who has not opened the page yet; gone after the test. */
  readonly visitor: (options?: BrowserContextOptions) => Promise<Visit>;
}

/** Declares tests of the page in Chromium, on a stack of their own. The suite is there by the time they run. */
export function inBrowser(name: string, declare: (suite: () => Suite) => void, token?: string): void {
  describe.skipIf(findBrowser() === undefined)(`${name} (needs Chromium; CHROMIUM may name its path)`, () => {
    const visits: Visit[] = [];
    let dataDirectory: string;
    let stack: LocalStack;
    let browser: Browser;

    beforeAll(async () => {
      dataDirectory = mkdtempSync(join(tmpdir(), "trivium-browser-"));
      const gateway = token === undefined ? {} : { TRIVIUM_API_TOKEN: token };
      const local = await startStack({ dataDirectory, ...OPTIONS, env: { ...OPTIONS.env, gateway } });
      stack = token === undefined ? local : { ...local, token };
      browser = await launch();
    });
    afterEach(async () => {
      const gone = visits.splice(0);
      for (const { page } of gone) await page.context().close();
      if (stack.pid("gateway") === undefined) await stack.start("gateway");
      await settle(stack);
      expect(
        gone.flatMap(({ faults }) => faults),
        "faults inside the page",
      ).toEqual([]);
    });
    afterAll(async () => {
      await browser?.close();
      await stack?.stop();
      rmSync(dataDirectory, { recursive: true });
    });

    const visitor = async (options: BrowserContextOptions = {}) => {
      const context = await browser.newContext(options);
      context.setDefaultTimeout(PATIENCE_MS);
      const visit = new Visit(await context.newPage(), stack.gatewayUrl);
      visits.push(visit);
      return visit;
    };
    declare(() => ({ stack, visitor }));
  });
}
