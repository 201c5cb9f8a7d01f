import { defaultsFor } from "create-trivium/answers";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { flagsOf, OTHERS } from "../src/combinations.ts";
import { isThorough } from "../src/outside.ts";
import { NAME } from "../src/place.ts";
import { Site } from "../src/site.ts";

describe.skipIf(!isThorough)("a project with what was chosen (needs REQUIRE_ALL=1)", () => {
  let site: Site;

  beforeAll(async () => {
    site = await Site.open();
  });
  afterAll(() => site?.close());

  test.each(OTHERS.map((combination) => [flagsOf(combination), combination] as const))(
    "%s: npm test passes, and leaves nothing changed",
    async (_, combination) => {
      await site.install({ ...defaultsFor(NAME), ...combination });
      expect(site.test()).toMatch(/^[1-9]\d+ passed, 0 failed, \d+ skipped$/);
      expect(site.changed()).toBe("");
    },
  );
});
