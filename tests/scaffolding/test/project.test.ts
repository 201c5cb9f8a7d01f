import { execFileSync, spawnSync } from "node:child_process";
import { appendFileSync, mkdirSync, mkdtempSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { defaultsFor } from "create-trivium/answers";
import { Staging } from "create-trivium/folder";
import { gather, ROOT } from "create-trivium/gather";
import { renderProject } from "create-trivium/render";
import { Steps } from "create-trivium/steps";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { isOnline, outerless } from "../src/registry.ts";

describe.skipIf(!isOnline)("a new project (needs the npm registry)", () => {
  let parent: string;
  let project: string;

  beforeAll(async () => {
    parent = mkdtempSync(join(tmpdir(), "trivium-scaffolding-"));
    project = join(parent, "acme-first");
    const staging = new Staging(project);
    staging.write(renderProject(defaultsFor("acme-first"), gather()));
    const steps = new Steps(staging.folder, new AbortController().signal);
    await steps.install();
    await steps.git();
    staging.finish();
    // What its crates need is built for the reference already.
    const target = join(ROOT, "services-rust/target");
    mkdirSync(target, { recursive: true });
    symlinkSync(target, join(project, "services-rust/target"));
    appendFileSync(join(project, ".git/info/exclude"), "target\n");
  });
  afterAll(() => rmSync(parent, { recursive: true, force: true }));

  const run = (program: string, ...args: string[]) =>
    spawnSync(program, args, { cwd: project, encoding: "utf8", maxBuffer: 1 << 28, env: outerless() });
  const npm = (...args: string[]) => run("npm", ...args);
  const git = (...args: string[]) => execFileSync("git", args, { cwd: project, encoding: "utf8" });

  /** Runs a generator, and commits what it made. */
  function generate(...args: string[]): void {
    const { status, stdout, stderr } = run("npx", "nx", "g", ...args);
    expect(status, `${stdout}\n${stderr}`).toBe(0);
    git("add", ".");
    git("-c", "user.name=test", "-c", "user.email=test@localhost", "commit", "--quiet", "--message=more");
  }

  test("npm start has one gizmo computed by all three languages", () => {
    const { status, stdout, stderr } = npm("start", "--silent", "--", "--once", "--json");
    expect(status, stderr).toBe(0);
    expect(JSON.parse(stdout)).toEqual({ label: "first", rounds: 100_000, value: "c8c048a094c43d7c" });
  });

  test("a generator tells what it would change, and changes nothing", () => {
    const args = ["trivium:service", "pricing", "--language=go", "--dry-run"];
    const { status, stdout } = run("npx", "nx", "g", ...args);
    expect([status, git("status", "--porcelain")]).toEqual([0, ""]);
    expect(stdout).toMatch(/\+\+\+ b\/docker-compose\.yml[^]*\+\+\+ b\/services-go\/pricing\/main\.go\n@@/m);
  });

  test("a generator that refuses names every reason, and changes nothing", () => {
    const { status, stderr } = run("npx", "nx", "g", "trivium:service", "chan", "--language=elixir");
    expect([status, git("status", "--porcelain")]).toEqual([1, ""]);
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
    const { status, stdout, stderr } = npm("test");
    expect(status, `${stdout}\n${stderr}`).toBe(0);
    expect(stdout).toMatch(/\n[1-9]\d+ passed, 0 failed, \d+ skipped\n$/);
    expect(git("status", "--porcelain")).toBe("");
  });

  test("services that are removed leave no trace, in generated code and lock files neither", () => {
    for (const name of ["pricing", "shelf", "solver"]) generate("trivium:remove", name);
    expect(git("diff", "--stat", "HEAD", git("rev-list", "--max-parents=0", "HEAD").trim())).toBe("");
  });
});
