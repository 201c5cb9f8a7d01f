import { defaultsFor } from "create-trivium/answers";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { isThorough } from "../src/outside.ts";
import { NAME } from "../src/place.ts";
import { Site } from "../src/site.ts";

describe.skipIf(!isThorough)("the demonstration under another name (needs REQUIRE_ALL=1)", () => {
  let site: Site;

  beforeAll(async () => {
    site = await Site.open();
    await site.install({ ...defaultsFor(NAME), preset: "demo" });
  });
  afterAll(() => site?.close());

  test.each([
    ["TypeScript", ".", "turbo", "run", "typecheck"],
    ["Go", "services-go", "go", "vet", "./..."],
    ["Rust", "services-rust", "cargo", "check", "--release", "--quiet", "--workspace", "--all-targets"],
  ])("is right in %s", (_, folder, program, ...args) => {
    site.succeed(program, args, folder);
  });

  test("runs its sample", () => {
    const stdout = site.succeed("npm", ["start", "--silent", "--", "--once", "--json"]);
    expect(stdout).toMatch(/"state":\s?"succeeded"/);
  });
});
