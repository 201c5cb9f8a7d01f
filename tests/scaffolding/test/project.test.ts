import { defaultsFor } from "create-trivium/answers";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { DEFAULT } from "../src/combinations.ts";
import { isThorough } from "../src/outside.ts";
import { NAME } from "../src/place.ts";
import { Site } from "../src/site.ts";

describe.skipIf(!isThorough)("a new project (needs REQUIRE_ALL=1)", () => {
  let site: Site;

  beforeAll(async () => {
    site = await Site.open();
    await site.install({ ...defaultsFor(NAME), ...DEFAULT });
  });
  afterAll(() => site?.close());

  /** Runs a generator, and commits what it made. */
  function generate(...args: string[]): void {
    site.succeed("nx", ["g", ...args]);
    site.commit();
  }

  test("npm start has one gizmo computed by all three languages", () => {
    const stdout = site.succeed("npm", ["start", "--silent", "--", "--once", "--json"]);
    expect(JSON.parse(stdout)).toEqual({ label: "first", rounds: 100_000, value: "c8c048a094c43d7c" });
  });

  test("a generator tells what it would change, and changes nothing", () => {
    const stdout = site.succeed("nx", ["g", "trivium:service", "pricing", "--language=go", "--dry-run"]);
    expect(site.changed()).toBe("");
    expect(stdout).toMatch(/\+\+\+ b\/docker-compose\.yml[^]*\+\+\+ b\/services-go\/pricing\/main\.go\n@@/m);
  });

  test("a generator that refuses names every reason, and changes nothing", () => {
    const { code, stderr } = site.run("nx", ["g", "trivium:service", "chan", "--language=elixir"]);
    expect([code, site.changed()]).toEqual([1, ""]);
    expect(stderr).toMatch(
      /elixir is no language of services: those are go, rust and ts\n[^]*is a word of Go/,
    );
  });

  test.each([
    ["pricing", "go", "price"],
    ["solver", "rust", "root"],
    ["shelf", "ts", "book"],
  ])("%s is added in %s by a command, and a method by another", (name, language, resource) => {
    generate("trivium:service", name, `--language=${language}`, `--resource=${resource}`);
    generate("trivium:method", name, "Explain");
  });

  test("npm test passes, linters and type checks included, and leaves nothing changed", () => {
    expect(site.test()).toMatch(/^[1-9]\d+ passed, 0 failed, \d+ skipped$/);
    expect(site.changed()).toBe("");
  });

  test("services that are removed leave no trace, in generated code and lock files neither", () => {
    for (const name of ["pricing", "shelf", "solver"]) generate("trivium:remove", name);
    const [first = ""] = site.git("rev-list", "--max-parents=0", "HEAD").split("\n");
    expect(site.git("diff", "--stat", "HEAD", first)).toBe("");
  });
});
