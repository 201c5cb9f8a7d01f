import { defaultsFor } from "create-trivium/answers";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { hasRegistry, Site } from "../src/site.ts";

describe.skipIf(!hasRegistry)("the demonstration under another name (needs the npm registry)", () => {
  let site: Site;

  beforeAll(async () => {
    site = new Site("acme-demo");
    await site.install({ ...defaultsFor("acme-demo"), preset: "demo" });
  });
  afterAll(() => site?.close());

  test.each([
    ["TypeScript", ".", "turbo", "run", "typecheck"],
    ["Go", "services-go", "go", "vet", "./..."],
    ["Rust", "services-rust", "cargo", "check", "--quiet", "--workspace", "--all-targets"],
  ])("is right in %s", (_, folder, program, ...args) => {
    expect(site.run(program, args, folder)).toMatchObject({ code: 0 });
  });

  test("runs its sample", () => {
    const { code, said } = site.run("npm", ["start", "--silent", "--", "--once", "--json"]);
    expect(code, said).toBe(0);
    expect(said).toMatch(/"state":\s?"succeeded"/);
  });
});
