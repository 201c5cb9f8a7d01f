import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Stage } from "@trivium/contracts/rollout/v1/rollout";
import { type LocalStack, startStack } from "@trivium/stack";
import { findBrowser } from "@trivium/test-report/capabilities";
import type { Browser, BrowserContextOptions } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect } from "vitest";
import { launch } from "../chromium.ts";
import { Visit } from "../visit.ts";
import { FakeRollout } from "./fake.ts";
import { rollout, state } from "./scenes.ts";

const PATIENCE_MS = 60_000;
const ADDRESS = "/?view=migration";

/** What tests of the migration view stand on: a gateway before a service that shows what they want. */
export interface Suite {
  readonly stack: LocalStack;
  readonly fake: FakeRollout;
  /** Somebody who has opened the view; gone after the test. */
  readonly visitor: (options?: BrowserContextOptions, address?: string) => Promise<Visit>;
}

/** Declares tests of the view in Chromium, against the real gateway. `env` are settings of the gateway. */
export function withFakeRollout(
  name: string,
  declare: (suite: () => Suite) => void,
  env: Readonly<Record<string, string>> = {},
): void {
  describe.skipIf(findBrowser() === undefined)(`${name} (needs Chromium; CHROMIUM may name its path)`, () => {
    const visits: Visit[] = [];
    const fake = new FakeRollout(rollout(state(1, Stage.STAGE_OFF), 0));
    let dataDirectory: string;
    let stack: LocalStack;
    let browser: Browser;

    beforeAll(async () => {
      dataDirectory = mkdtempSync(join(tmpdir(), "trivium-browser-"));
      const gateway = { FORECAST_ADDRESS: await fake.listen(), ...env };
      const without = ["simulator-1", "simulator-2", "forecast"] as const;
      stack = await startStack({ dataDirectory, env: { gateway }, without });
      browser = await launch();
    });
    beforeEach(() => {
      fake.mismatches = [];
      fake.replay = undefined;
      fake.refusal = "";
    });
    afterEach(async () => {
      const gone = visits.splice(0);
      for (const { page } of gone) await page.context().close();
      expect(
        gone.flatMap(({ faults }) => faults),
        "faults inside the page",
      ).toEqual([]);
    });
    afterAll(async () => {
      await browser?.close();
      await stack?.stop();
      fake.stop();
      rmSync(dataDirectory, { recursive: true });
    });

    const visitor = async (options: BrowserContextOptions = {}, address = ADDRESS) => {
      const context = await browser.newContext(options);
      context.setDefaultTimeout(PATIENCE_MS);
      const visit = new Visit(await context.newPage(), stack.gatewayUrl);
      visits.push(visit);
      await visit.open(address);
      return visit;
    };
    declare(() => ({ stack, fake, visitor }));
  });
}
