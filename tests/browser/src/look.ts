import { AxeBuilder } from "@axe-core/playwright";
import type { BrowserContextOptions } from "playwright-core";
import { expect } from "vitest";
import type { Tab } from "./tab.ts";

/** A theme and a size of screen. Unit: CSS pixels. */
export interface Look {
  readonly theme: "light" | "dark";
  readonly width: number;
  readonly height: number;
}

/** Both themes, on a desk and on a phone. */
export const LOOKS: readonly Look[] = (["light", "dark"] as const).flatMap((theme) =>
  [1440, 390].map((width) => ({ theme, width, height: width === 390 ? 844 : 900 })),
);

/** A browser that looks so. */
export function lookOptions({ theme, width, height }: Look): BrowserContextOptions {
  return { colorScheme: theme, viewport: { width, height } };
}

/** Keeps a picture, and looks for faults of accessibility and for a page that is too wide. */
export async function inspect(visit: Tab, { theme, width }: Look, state: string): Promise<void> {
  await visit.page.evaluate(() => scrollTo(0, 0));
  await visit.page.screenshot({ path: `reports/${state}-${theme}-${width}.png`, fullPage: true });
  // The page has no frames; without the legacy mode axe opens a second page to gather them.
  const { violations } = await new AxeBuilder({ page: visit.page }).setLegacyMode().analyze();
  const found = violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(" ")}`);
  expect(found, state).toEqual([]);
  expect(await overflow(visit), `${state} is too wide by so many pixels`).toBe(0);
}

/** By how much the page is wider than the screen. Unit: CSS pixels. */
export function overflow({ page }: Tab): Promise<number> {
  return page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
}
