import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { Workshop } from "./program.ts";

let shop: Workshop;
beforeEach(async () => {
  shop = await Workshop.open();
});
afterEach(() => shop.close());

const ALONE = ["--no-install", "--no-git"];

describe("nothing is written", () => {
  test.each([
    ["without a name", [], 2, /say where the project is to be/],
    ["for two names", ["one", "two"], 2, /one folder at a time/],
    ["for a flag that there is not", ["acme", "--colour"], 2, /--colour/],
    [
      "for a choice that there is not",
      ["acme", "--preset=huge"],
      2,
      /--preset must be starter or demo, but is "huge"/,
    ],
    ["for what is wanted and not wanted", ["acme", "--page", "--no-page"], 2, /--page and --no-page/],
    ["for a demo without a part of it", ["acme", "--preset=demo", "--no-page"], 2, /demo has everything/],
    ["for a name that npm refuses", ["Acme Shop"], 2, /folder's name must be .*; what about acme-shop\?/],
    [
      "for a word of Go",
      ["acme", "--go-service=func"],
      2,
      /--go-service is a word of Go, but is "func"; what about funcapp\?/,
    ],
    ["for a word of Rust", ["acme", "--rust-service=crate"], 2, /--rust-service is a word of Rust/],
    ["for a word of TypeScript", ["acme", "--resource=class"], 2, /--resource is a word of TypeScript/],
    [
      "for names that meet",
      ["acme", "--go-service=a1", "--rust-service=a1"],
      2,
      /--rust-service must differ/,
    ],
    [
      "for names that differ in case alone",
      ["acme", "--go-service=Pricing", "--rust-service=pricing"],
      2,
      /--go-service must be one word of lower-case .*; what about pricing\?/,
    ],
    ["for a name of 200 characters", ["x".repeat(200)], 2, /at most 40 characters, but is "x{60}\.\.\."/],
    [
      "for a scope of 200 characters",
      ["acme", `--scope=${"x".repeat(200)}`],
      2,
      /--scope must have at most 40/,
    ],
    [
      "for a service of 200 characters",
      ["acme", `--go-service=${"x".repeat(200)}`],
      2,
      /--go-service must have/,
    ],
    [
      "for a module of 300 characters",
      ["acme", `--module=a.org/${"x".repeat(300)}`],
      2,
      /--module must have/,
    ],
    ["for letters of other scripts", ["日本"], 2, /folder's name must be/],
    ["for a service with an accent", ["acme", "--go-service=café"], 2, /; what about cafe\?/],
    ["where nobody can write", ["/proc/acme"], 1, /cannot write in \/proc: /],
    ["where no path can be", [`${"x".repeat(300)}/acme`], 1, /ENAMETOOLONG/],
    ["for a module that is not a path", ["acme", "--module=acme"], 2, /--module must be a host and a path/],
  ])("%s", async (_, args, code, message) => {
    expect(await shop.run(...args, ...ALONE)).toEqual({
      code,
      stdout: "",
      stderr: expect.stringMatching(message),
    });
    expect(shop.left).toEqual([]);
  });

  test("where a file is", async () => {
    writeFileSync(join(shop.folder, "acme"), "");
    expect(await shop.run("acme", ...ALONE)).toMatchObject({
      code: 1,
      stderr: expect.stringMatching(/acme is a file/),
    });
    expect(await shop.run("acme/more", ...ALONE)).toMatchObject({
      code: 1,
      stderr: expect.stringMatching(/cannot write in/),
    });
    expect(shop.left).toEqual(["acme"]);
  });

  test.each([
    [["go", "cargo"], /missing here: go \(http.*\) and cargo \(http.*--no-install/],
    [["go"], /missing here: go \(http[^)]*\)\. /],
    [["cargo"], /missing here: cargo \(http[^)]*\)\. /],
  ])("without %s, unless nothing is to be installed", async (missing, message) => {
    for (const tool of ["go", "cargo"]) if (!missing.includes(tool)) shop.tool(tool, "exit 0");
    const { code, stderr } = await shop.run("acme");
    expect([code, stderr]).toEqual([1, expect.stringMatching(message)]);
    expect(shop.left).toEqual([]);
  });

  test.each(["npm", "go", "cargo"])("when %s fails, as without a network", async (failing) => {
    for (const tool of ["npm", "go", "cargo"]) {
      shop.tool(tool, tool === failing ? '[ "$1" = version -o "$1" = --version ]' : "exit 0");
    }
    const { code, stderr } = await shop.run("deep/acme", "--no-git");
    expect([code, stderr]).toEqual([
      1,
      expect.stringMatching(new RegExp(`${failing} .* failed \\(1\\): nothing was made`)),
    ]);
    expect(shop.left).toEqual([]);
  });

  test.each(["SIGINT", "SIGTERM"] as const)("after %s in the middle", async (signal) => {
    for (const tool of ["go", "cargo"]) shop.tool(tool, "exit 0");
    const began = shop.hangingTool("npm");
    const running = shop.start("acme");
    await began;
    expect(shop.left.length).toBe(1);
    running.kill(signal);
    expect(await running.ended).toMatchObject({
      code: 130,
      stderr: expect.stringMatching(/stopped: nothing was made/),
    });
    expect(shop.left).toEqual([]);
  });
});
