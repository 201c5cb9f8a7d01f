import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
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

  test("is used when it is empty, and stays the folder that somebody stands in", async () => {
    const { ino } = statSync(join(shop.folder, "acme"));
    expect(await shop.run("acme", ...ALONE)).toMatchObject({ code: 0 });
    expect(existsSync(join(shop.folder, "acme/package.json"))).toBe(true);
    expect(statSync(join(shop.folder, "acme")).ino).toBe(ino);
    expect(shop.left).toEqual(["acme"]);
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
