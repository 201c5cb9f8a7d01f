import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { defaultsFor } from "../src/answers.ts";
import { Workshop } from "./program.ts";

let shop: Workshop;
beforeEach(async () => {
  shop = await Workshop.open();
});
afterEach(() => shop.close());

const record = (version: string, answers: object = defaultsFor("acme")) =>
  writeFileSync(join(shop.folder, ".trivium.json"), JSON.stringify({ version, answers }));

test("what a version makes of a record is what it makes of the same answers", async () => {
  record("0.0.1");
  expect(await shop.run("render", ".trivium.json", "elsewhere/rendered")).toMatchObject({ code: 0 });
  expect(await shop.run("acme", "--no-install", "--no-git")).toMatchObject({ code: 0 });
  const files = (folder: string) =>
    new Set(readdirSync(join(shop.folder, folder), { recursive: true, encoding: "utf8" }));
  expect(files("elsewhere/rendered")).toEqual(files("acme"));
  const readme = (folder: string) => readFileSync(join(shop.folder, folder, "README.md"), "utf8");
  expect(readme("elsewhere/rendered")).toBe(readme("acme"));
});

describe("nothing is rendered", () => {
  beforeEach(() => {
    mkdirSync(join(shop.folder, "full/of/things"), { recursive: true });
  });

  test.each([
    ["without a folder", [".trivium.json"], 2, /say what to render, and where/],
    ["of no record", ["none.json", "target"], 2, /there is no .*none\.json/],
    ["into a folder that is not empty", [".trivium.json", "full"], 1, /full is not empty/],
    ["with flags of other commands", [".trivium.json", "target", "--page"], 2, /--page/],
  ])("%s", async (_, args, code, message) => {
    record("0.0.1");
    expect(await shop.run("render", ...args)).toEqual({
      code,
      stdout: "",
      stderr: expect.stringMatching(message),
    });
    expect(shop.left.toSorted()).toEqual([".trivium.json", "full"]);
  });

  test("of the record of a newer version", async () => {
    record("99.0.0");
    const { code, stderr } = await shop.run("render", ".trivium.json", "target");
    expect([code, stderr]).toEqual([2, expect.stringMatching(/is of version 99\.0\.0/)]);
    expect(existsSync(join(shop.folder, "target"))).toBe(false);
  });
});
