import { defaultsFor } from "create-trivium/answers";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { flagsOf, OTHERS } from "../src/combinations.ts";
import { hasRegistry, Site } from "../src/site.ts";

describe.skipIf(!hasRegistry)("a project with what was chosen (needs the npm registry)", () => {
  let site: Site;

  beforeAll(() => {
    site = new Site("acme-pairs");
  });
  afterAll(() => site?.close());

  test.each(OTHERS.map((combination) => [flagsOf(combination), combination] as const))(
    "%s: npm test passes, and leaves nothing changed",
    async (_, combination) => {
      await site.install({ ...defaultsFor("acme-pairs"), ...combination });
      const { code, said } = site.run("npm", ["test"]);
      expect(code, said).toBe(0);
      expect(said).toMatch(/\n[1-9]\d+ passed, 0 failed, \d+ skipped\n/);
      expect(site.changed()).toBe("");
    },
  );
});
