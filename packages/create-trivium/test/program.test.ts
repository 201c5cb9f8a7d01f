import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, watch, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { defaultsFor } from "../src/answers.ts";
import { CHOICE_NAMES, CHOICES } from "../src/choices.ts";
import type { Created } from "../src/create.ts";
import { Workshop } from "./program.ts";

let shop: Workshop;
beforeEach(async () => {
  shop = await Workshop.open();
});
afterEach(() => shop.close());

const ALONE = ["--no-install", "--no-git"];

test("what is not given has its default, and everything given is written", async () => {
  const { code, stdout } = await shop.run("acme", ...ALONE, "--resource=policy", "--scope=@team", "--json");
  const created = JSON.parse(stdout) as Created;
  expect(code).toBe(0);
  expect(created).toMatchObject({
    folder: join(shop.folder, "acme"),
    written: true,
    installed: false,
    git: false,
  });
  expect(created.answers).toEqual({ ...defaultsFor("acme"), scope: "team", resource: "policy" });
  for (const file of created.files) expect(statSync(join(shop.folder, "acme", file)).isFile()).toBe(true);
  expect(statSync(join(shop.folder, "acme/packages/test-report/src/main.ts")).mode & 0o777).toBe(0o755);
  expect(JSON.parse(readFileSync(join(shop.folder, "acme/.trivium.json"), "utf8"))).toMatchObject({
    answers: created.answers,
  });
  expect(shop.left).toEqual(["acme"]);
});

test("what was chosen is there, and remembered; the demo has everything", async () => {
  const chosen = async (...flags: string[]) => {
    const { stdout } = await shop.run("acme", "--dry-run", "--json", ...flags);
    const { answers, files } = JSON.parse(stdout) as Created;
    const { page, postgres, kubernetes, migrationKit } = answers;
    return {
      chosen: { page, postgres, kubernetes, migrationKit },
      chart: files.includes("deploy/chart/Chart.yaml"),
    };
  };
  const usual = defaultsFor("acme");
  const { page, postgres, migrationKit } = usual;
  expect(await chosen("--kubernetes")).toEqual({
    chosen: { page, postgres, kubernetes: true, migrationKit },
    chart: true,
  });
  expect(await chosen("--no-kubernetes", "--no-page")).toEqual({
    chosen: { page: false, postgres, kubernetes: false, migrationKit },
    chart: false,
  });
  expect(await chosen("--preset=demo")).toEqual({
    chosen: { page: true, postgres: true, kubernetes: true, migrationKit: true },
    chart: true,
  });
});

test("people read what to do next", async () => {
  const { stdout } = await shop.run("acme", "--yes", ...ALONE);
  expect(stdout).toMatch(
    /\d+ files in acme\. Next:\n\n {2}cd acme\n {2}npm run generate && npm run format\n {2}npm start/,
  );
});

test("a dry run lists the files, and writes none", async () => {
  const { code, stdout } = await shop.run("acme", "--dry-run");
  expect(code).toBe(0);
  expect(stdout.split("\n")).toEqual(expect.arrayContaining(["package.json", "services-go/broker/main.go"]));
  expect(shop.left).toEqual([]);
});

test.each(["starter", "demo"])(
  "no two files of the %s differ in case alone, for some systems cannot have both",
  async (preset) => {
    const { stdout } = await shop.run(
      "acme",
      "--dry-run",
      `--preset=${preset}`,
      ...CHOICE_NAMES.map((choice) => `--${CHOICES[choice].flag}`),
    );
    const files = stdout.trimEnd().split("\n");
    expect(new Set(files.map((file) => file.toLowerCase())).size).toBe(files.length);
  },
);

test("a path may be long and have spaces; folders on the way are made", async () => {
  const { code } = await shop.run("some where/deep/acme", ...ALONE);
  expect(code).toBe(0);
  expect(existsSync(join(shop.folder, "some where/deep/acme/package.json"))).toBe(true);
});

describe("a folder that is there", () => {
  beforeEach(() => {
    mkdirSync(join(shop.folder, "acme"));
  });

  test("is used when it is empty", async () => {
    expect(await shop.run("acme", ...ALONE)).toMatchObject({ code: 0 });
    expect(existsSync(join(shop.folder, "acme/package.json"))).toBe(true);
  });

  test("is left alone when it is not, unless that is wanted", async () => {
    writeFileSync(join(shop.folder, "acme/mine"), "mine");
    const refused = await shop.run("acme", ...ALONE);
    expect(refused).toMatchObject({ code: 1, stderr: expect.stringMatching(/acme is not empty.*--force/) });
    expect(existsSync(join(shop.folder, "acme/package.json"))).toBe(false);

    expect(await shop.run("acme", ...ALONE, "--force")).toMatchObject({ code: 0 });
    expect(existsSync(join(shop.folder, "acme/package.json"))).toBe(true);
    expect(readFileSync(join(shop.folder, "acme/mine"), "utf8")).toBe("mine");
    expect(shop.left).toEqual(["acme"]);
  });

  test.each([
    [
      "a folder where a file is to be",
      "package.json",
      true,
      /package\.json is a folder, and is to be a file/,
    ],
    ["a file where a folder is to be", "services-go", false, /services-go is a file, and is to be a folder/],
  ])("gets nothing when it has %s, wanted or not", async (_, name, isFolder, message) => {
    const path = join(shop.folder, "acme", name);
    if (isFolder) mkdirSync(path);
    else writeFileSync(path, "");
    expect(await shop.run("acme", ...ALONE, "--force")).toMatchObject({
      code: 1,
      stderr: expect.stringMatching(message),
    });
    expect(readdirSync(join(shop.folder, "acme"))).toEqual([name]);
    expect(shop.left).toEqual(["acme"]);
  });

  test("keeps the git repository that it is", async () => {
    shop.tool("git", 'exec git "$@"');
    execFileSync("git", ["init", "--quiet", "--initial-branch=trunk"], { cwd: join(shop.folder, "acme") });
    expect(await shop.run("acme", "--no-install", "--force")).toMatchObject({ code: 0 });
    expect(readFileSync(join(shop.folder, "acme/.git/HEAD"), "utf8")).toBe("ref: refs/heads/trunk\n");
    expect(existsSync(join(shop.folder, "acme/.git/logs/HEAD"))).toBe(false);
  });
});

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
    const marker = join(shop.folder, ".tools/began");
    for (const tool of ["go", "cargo"]) shop.tool(tool, "exit 0");
    shop.tool("npm", `echo > '${marker}'; sleep 600`);
    const began = new Promise<void>((resolve) => {
      const watching = watch(join(shop.folder, ".tools"), (_, name) => {
        if (name !== "began") return;
        watching.close();
        resolve();
      });
    });
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

test("with git there is a repository with one commit, whoever is or is not known to git", async () => {
  shop.tool("git", 'exec git "$@"');
  expect(await shop.run("acme", "--no-install")).toMatchObject({ code: 0 });
  const log = readFileSync(join(shop.folder, "acme/.git/logs/HEAD"), "utf8").trim().split("\n");
  expect(log).toEqual([expect.stringMatching(/commit \(initial\): A new project$/)]);
});

test("without git there is none, and that is no fault", async () => {
  const { code, stdout } = await shop.run("acme", "--no-install", "--json");
  expect([code, (JSON.parse(stdout) as Created).git]).toEqual([0, false]);
  expect(existsSync(join(shop.folder, "acme/.git"))).toBe(false);
});

test("help and version are told", async () => {
  expect((await shop.run("--help")).stdout).toMatch(
    /npm create trivium@latest FOLDER[^]*--go-service[^]*--no-install/,
  );
  expect((await shop.run("--version")).stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
});
