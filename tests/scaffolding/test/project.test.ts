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
    project = join(parent, "acme-shop");
    const staging = new Staging(project);
    staging.write(renderProject(defaultsFor("acme-shop"), gather()));
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

  const npm = (...args: string[]) =>
    spawnSync("npm", args, { cwd: project, encoding: "utf8", maxBuffer: 1 << 28, env: outerless() });

  test("npm start has one gizmo computed by all three languages", () => {
    const { status, stdout, stderr } = npm("start", "--silent", "--", "--once", "--json");
    expect(status, stderr).toBe(0);
    expect(JSON.parse(stdout)).toEqual({ label: "first", rounds: 100_000, value: "c8c048a094c43d7c" });
  });

  test("npm test passes, linters and type checks included, and leaves nothing changed", () => {
    const { status, stdout, stderr } = npm("test");
    expect(status, `${stdout}\n${stderr}`).toBe(0);
    expect(stdout).toMatch(/\n[1-9]\d+ passed, 0 failed, \d+ skipped\n$/);
    const changed = execFileSync("git", ["status", "--porcelain"], { cwd: project, encoding: "utf8" });
    expect(changed).toBe("");
  });
});
