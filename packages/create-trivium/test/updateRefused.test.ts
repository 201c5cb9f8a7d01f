import { spawnSync } from "node:child_process";
import { rmSync } from "node:fs";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { Before, type Project } from "./updating.ts";

let before: Before;
let project: Project;
beforeAll(async () => {
  before = await Before.made();
});
beforeEach(async () => {
  project = await before.project();
});
afterEach(() => project.shop.close());
afterAll(() => before.close());

describe("nothing is changed", () => {
  const record = (change: (value: { version: unknown; answers: Record<string, unknown> }) => void) => () => {
    const value = JSON.parse(project.read(".trivium.json")) as Parameters<typeof change>[0];
    change(value);
    project.write(".trivium.json", JSON.stringify(value));
    project.commit();
  };

  test.each([
    [
      "with an edit that is not committed",
      () => project.edit("README.md", "# Former", "# My"),
      [],
      1,
      /commit or stash these first.*\n M README\.md/,
    ],
    [
      "with a file that git does not know",
      () => project.write("notes", ""),
      [],
      1,
      /commit or stash these first.*\n\?\? notes/,
    ],
    [
      "outside of a git repository",
      () => rmSync(join(project.folder, ".git"), { recursive: true }),
      [],
      1,
      /is in no git repository/,
    ],
    [
      "without a commit",
      () => {
        rmSync(join(project.folder, ".git"), { recursive: true });
        project.git("init", "--quiet");
      },
      [],
      1,
      /has no commit yet/,
    ],
    [
      "without git",
      () => rmSync(join(project.shop.folder, ".tools/git")),
      [],
      1,
      /an update is a merge by git, which is not here/,
    ],
    [
      "without a record",
      () => rmSync(join(project.folder, ".trivium.json")),
      [],
      2,
      /there is no .*\.trivium\.json/,
    ],
    ["with a record that is no JSON", () => project.write(".trivium.json", "{"), [], 2, /is not JSON/],
    [
      "with a record that says nothing",
      () => project.write(".trivium.json", "null"),
      [],
      2,
      /does not say by which version/,
    ],
    [
      "with a record without answers",
      record((value) => {
        value.answers = {};
      }),
      [],
      2,
      /has no answers/,
    ],
    [
      "with the record of a newer version",
      record((value) => {
        value.version = "99.1.0";
      }),
      [],
      2,
      /is of version 99\.1\.0, and this is \d.*npx create-trivium@99\.1\.0/,
    ],
    [
      "with an answer that is not known",
      record(({ answers }) => {
        answers["colour"] = "red";
      }),
      [],
      2,
      /unknown answer: colour/,
    ],
    [
      "with an answer that cannot be",
      record(({ answers }) => {
        answers["scope"] = 7;
      }),
      [],
      2,
      /has scope: 7, which cannot be/,
    ],
    [
      "with a choice that there is not",
      record(({ answers }) => {
        answers["licence"] = "mine";
      }),
      [],
      2,
      /--licence must be Apache-2\.0 or none/,
    ],
    [
      "with a name that leads elsewhere",
      record(({ answers }) => {
        answers["goService"] = "../../x";
      }),
      [],
      2,
      /--go-service must be one word/,
    ],
    [
      "for another name",
      () => {},
      ["--go-service=pricing"],
      2,
      /--go-service cannot be changed by an update: the project has broker/,
    ],
    [
      "for a demonstration without a part of it",
      record(({ answers }) => {
        answers["preset"] = "demo";
      }),
      ["--no-page"],
      2,
      /the demo has everything/,
    ],
    ["for a switch of another command", () => {}, ["--force"], 2, /--force/],
    ["for two folders", () => {}, ["other"], 2, /one folder at a time, not acme and other/],
    [
      "when the older version cannot be had, as without a network",
      () => project.shop.tool("npm", "echo ENOTFOUND >&2; exit 1"),
      [],
      1,
      /ENOTFOUND\n[^]*cannot get or run create-trivium@0\.0\.9/,
    ],
  ])("%s", async (_, prepare, args, code, message) => {
    prepare();
    const status = () =>
      spawnSync("git", ["status", "--porcelain"], { cwd: project.folder, encoding: "utf8" }).stdout;
    const found = status();
    expect(await project.update(...args)).toEqual({
      code,
      stdout: "",
      stderr: expect.stringMatching(message),
    });
    expect(status()).toBe(found);
    expect(project.read("README.md")).not.toMatch(/^# Acme/);
  });

  test("without Go and Rust, unless nothing is to be installed", async () => {
    const { code, stderr } = await project.shop.run("update", "acme");
    expect([code, stderr]).toEqual([
      1,
      expect.stringMatching(/missing here: go .* and cargo .*--no-install/),
    ]);
    expect(project.git("status", "--porcelain")).toBe("");
  });

  test("after SIGINT in the middle", async () => {
    const began = project.shop.hangingTool("npm");
    const running = project.shop.start("update", "acme", "--no-install");
    await began;
    running.kill("SIGINT");
    expect(await running.ended).toMatchObject({
      code: 130,
      stderr: expect.stringMatching(/stopped: nothing was changed/),
    });
    expect(project.git("status", "--porcelain")).toBe("");
  });
});
