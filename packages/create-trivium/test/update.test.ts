import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { Updated } from "../src/update/update.ts";
import { Before, Project } from "./updating.ts";

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

test("a project that nobody changed becomes what the new version makes", async () => {
  expect(await project.update()).toMatchObject({ code: 0 });
  mkdirSync(join(project.shop.folder, "fresh"));
  expect(await project.shop.run("fresh/acme", "--no-install", "--no-git")).toMatchObject({ code: 0 });
  const { stdout } = spawnSync("diff", ["-r", "--exclude=.git", "fresh/acme", "acme"], {
    cwd: project.shop.folder,
    encoding: "utf8",
  });
  expect(stdout).toBe("");
  expect(project.git("status", "--porcelain", "--no-renames").split("\n").toSorted()).toEqual([
    "",
    "A  .editorconfig",
    "D  packages/chassis/src/former.ts",
    "M  .trivium.json",
    "M  AGENTS.md",
    "M  README.md",
    "M  biome.json",
    "M  package-lock.json",
    "M  services-rust/Cargo.lock",
  ]);
});

test("what a person edited, added, renamed or deleted stays so", async () => {
  const { version } = JSON.parse(
    readFileSync(join(import.meta.dirname, "../package.json"), "utf8"),
  ) as Updated & {
    version: string;
  };
  project.write("README.md", `${project.read("README.md")}\nMy last line.\n`);
  project.write("services-go/mine.go", "package mine\n");
  renameSync(join(project.folder, "biome.json"), join(project.folder, "biome.jsonc"));
  rmSync(join(project.folder, "AGENTS.md"));
  project.commit();
  const { code, stdout } = await project.update("--json");
  expect(code).toBe(0);
  expect(JSON.parse(stdout)).toMatchObject({
    from: "0.0.9",
    to: version,
    upToDate: false,
    conflicts: [],
    deleted: ["AGENTS.md"],
    written: true,
    finished: false,
  });
  expect(project.read("README.md")).toMatch(/^# Acme\n[^]*\nMy last line\.\n$/);
  expect(project.read("services-go/mine.go")).toBe("package mine\n");
  expect(project.read("biome.jsonc")).toContain('"lineWidth": 110');
  expect(existsSync(join(project.folder, "biome.json"))).toBe(false);
  expect(existsSync(join(project.folder, "AGENTS.md"))).toBe(false);
  expect(JSON.parse(project.read(".trivium.json"))).toMatchObject({ version });
  expect(project.git("log", "--format=%s")).toBe("Mine\nA new project\n");
});

test("a conflict is left as git leaves it, and told", async () => {
  project.edit("README.md", "# Former title", "# My title");
  project.commit();
  const { code, stdout } = await project.update();
  expect(code).toBe(1);
  expect(stdout).toMatch(
    /\nconflicts, as git leaves them:\n\n {2}README\.md\n\nNext:\n[^]*git add each file/,
  );
  expect(project.read("README.md")).toMatch(
    /^<<<<<<< HEAD\n# My title\n(\|\|\|\|\|\|\|.*\n# Former title\n)?=======\n# Acme\n>>>>>>> \w+ \(create-trivium \d.*\)\n/,
  );
  expect(project.git("status", "--porcelain", "--", "README.md")).toBe("UU README.md\n");
  expect(project.git("diff", "--cached", "--name-only", "--diff-filter=U")).toBe("README.md\n");
  expect(project.read(".editorconfig")).not.toBe("");
});

describe("both having changed lock files is no conflict:", () => {
  const LOCKS = ["package-lock.json", "services-rust/Cargo.lock"];

  beforeEach(() => {
    for (const lock of LOCKS) project.edit(lock, '"0.0.1"', '"0.0.2"');
    project.commit();
  });

  test("they are the new version's, and what completes them is told", async () => {
    const { code, stdout } = await project.update("--json");
    expect([code, (JSON.parse(stdout) as Updated).stale]).toEqual([0, LOCKS]);
    for (const lock of LOCKS) expect(project.read(lock)).not.toMatch(/<<<<|"0\.0\.[12]"/);
    project.git("reset", "--quiet", "--hard");
    expect((await project.update()).stdout).toContain("\n  npm install && npm run generate\n");
  });

  test("they are completed with what the project needs beside", async () => {
    // In the project itself, which alone has a .git.
    const complete = '[ "$2" = --package-lock-only ] && [ -d .git ] && echo >> package-lock.json; exit 0';
    project.shop.tool("npm", before.npm(complete));
    for (const tool of ["go", "cargo"]) project.shop.tool(tool, "exit 0");
    expect(await project.shop.run("update", "acme")).toMatchObject({ code: 0 });
    expect(project.read("package-lock.json")).toMatch(/\}\n\n$/);
  });
});

test("a project in a folder of a larger repository is updated there", async () => {
  rmSync(join(project.folder, ".git"), { recursive: true });
  const large = new Project(project.shop, join(project.shop.folder, "large"));
  mkdirSync(join(large.folder, "apps"), { recursive: true });
  renameSync(project.folder, join(large.folder, "apps/acme"));
  large.write("README.md", "# Former title\n");
  large.git("init", "--quiet");
  large.commit();
  expect(await project.shop.run("update", "large/apps/acme", "--no-install")).toMatchObject({ code: 0 });
  expect(large.read("apps/acme/README.md")).toMatch(/^# Acme\n/);
  expect(large.read("README.md")).toBe("# Former title\n");
});

test("another answer is merged, without another version being needed", async () => {
  expect(await project.update()).toMatchObject({ code: 0 });
  project.commit();
  project.shop.tool("npm", "exit 1");
  expect(await project.update("--licence=none", "--kubernetes")).toMatchObject({ code: 0 });
  expect(existsSync(join(project.folder, "deploy/chart/Chart.yaml"))).toBe(true);
  expect(existsSync(join(project.folder, "LICENSE"))).toBe(false);
  expect(JSON.parse(project.read(".trivium.json"))).toMatchObject({
    answers: { licence: "none", kubernetes: true },
  });
});

test("both renders are finished as new projects are, and so is what was merged", async () => {
  // A formatter that puts a line above each README is the stand-in for all that finishing changes.
  const format = `if [ "$*" = "run --silent format" ]; then grep -q formatted README.md || sed -i '1i formatted' README.md; fi`;
  project.shop.tool("npm", before.npm(`${format}; exit 0`));
  for (const tool of ["go", "cargo"]) project.shop.tool(tool, "exit 0");
  rmSync(project.folder, { recursive: true });
  expect(await project.shop.runVersion(before.program, "acme")).toMatchObject({ code: 0 });
  expect(project.read("README.md")).toMatch(/^formatted\n# Former title\n/);
  const { code, stdout } = await project.shop.run("update", "acme", "--json");
  expect([code, (JSON.parse(stdout) as Updated).finished]).toEqual([0, true]);
  expect(project.read("README.md")).toMatch(/^formatted\n# Acme\n/);
});

test("a failure after the merge says how to go on, and how to go back", async () => {
  // Only in the project itself, which alone has a .git, does it fail.
  project.shop.tool("npm", before.npm('[ "$1" != run ] || [ ! -d .git ]'));
  for (const tool of ["go", "cargo"]) project.shop.tool(tool, "exit 0");
  const { code, stderr } = await project.shop.run("update", "acme");
  expect([code, stderr]).toEqual([
    1,
    expect.stringMatching(/generate failed \(1\): .*not finished.*git reset --hard/),
  ]);
  project.git("reset", "--quiet", "--hard");
  expect(project.git("status", "--porcelain")).toBe("");
  expect(project.read("README.md")).toMatch(/^# Former title\n/);
});

describe("only told, and nothing changed,", () => {
  afterEach(() => {
    expect(project.git("status", "--porcelain")).toBe("");
    expect(project.git("worktree", "list").trim().split("\n").length).toBe(1);
  });

  test("is whether a project is up to date", async () => {
    const stale = await project.shop.run("update", "acme", "--check");
    expect(stale).toMatchObject({
      code: 1,
      stdout: expect.stringMatching(/not up to date: made by 0\.0\.9, and this is \d/),
    });
    await project.update();
    project.commit();
    const current = await project.shop.run("update", "acme", "--check");
    expect(current).toMatchObject({ code: 0, stdout: expect.stringMatching(/^up to date: made by \d/) });
    expect(await project.shop.run("update", "acme", "--check", "--licence=none")).toMatchObject({ code: 1 });
  });

  test("is what would change", async () => {
    const { code, stdout } = await project.update("--dry-run");
    expect(code).toBe(0);
    expect(stdout).toMatch(/this would change:\n\n {2}A \.editorconfig\n {2}M \.trivium\.json\n/);
  });

  test("is what would be a conflict", async () => {
    project.edit("README.md", "# Former title", "# My title");
    project.commit();
    const { code, stdout } = await project.update("--dry-run");
    expect([code, stdout]).toEqual([1, expect.stringMatching(/conflicts.*:\n\n {2}README\.md$/m)]);
  });
});
