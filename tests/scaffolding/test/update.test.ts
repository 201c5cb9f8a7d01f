import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Skeleton } from "create-trivium/skeleton";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { CRATES } from "../src/crates.ts";
import { isOnline } from "../src/outside.ts";
import { makePackage } from "../src/package.ts";
import { Registry } from "../src/registry.ts";

/** An earlier version: contracts, code, dependencies and documents of its projects read otherwise, and a file is gone since. */
function former({ reference, template, ...rest }: Skeleton): Skeleton {
  const edited = (files: Skeleton["reference"], file: string, from: string, to: string) => {
    const text = files[file] ?? "";
    if (!text.includes(from)) throw new Error(`${file} no longer has ${from}`);
    return { [file]: text.replace(from, to) };
  };
  return {
    ...rest,
    version: "1.0.0",
    reference: {
      ...reference,
      ...edited(reference, "packages/chassis/package.json", ',\n    "prom-client": "15.1.3"', ""),
      ...edited(
        reference,
        "packages/chassis/src/errors.ts",
        "import { Status }",
        "import { Status as Former }",
      ),
      ...edited(reference, "proto/trivium/options/v1/bounds.proto", "Smallest legal", "Least legal"),
      "packages/chassis/src/former.ts": "export const former = true;\n",
    },
    template: { ...template, ...edited(template, "README.md", "# Trivium\n", "# Former title\n") },
  };
}

const latest = (skeleton: Skeleton): Skeleton => ({ ...skeleton, version: "1.1.0" });

describe.skipIf(!isOnline())("from one published version to the next (needs the npm registry)", () => {
  let registry: Registry;
  let parent: string;
  let project: string;

  beforeAll(async () => {
    registry = await Registry.open({ CARGO_TARGET_DIR: CRATES });
    parent = mkdtempSync(join(tmpdir(), "trivium update "));
    project = join(parent, "my-project");
    for (const [name, edit] of Object.entries({ former, latest })) {
      const folder = join(parent, name);
      await makePackage(folder, edit);
      await registry.publish(folder);
    }
  });
  afterAll(async () => {
    await registry.close();
    rmSync(parent, { recursive: true, force: true });
  });

  const git = (...args: string[]) =>
    execFileSync("git", ["-c", "user.name=me", "-c", "user.email=me@localhost", ...args], {
      cwd: project,
      encoding: "utf8",
    }).trim();
  const read = (file: string) => readFileSync(join(project, file), "utf8");
  const write = (file: string, text: string) => writeFileSync(join(project, file), text);
  const update = (...args: string[]) =>
    registry.run(project, "npx", "create-trivium@latest", "update", ...args);
  const createIn = (folder: string, version: string, ...flags: string[]) => {
    mkdirSync(folder, { recursive: true });
    return registry.run(folder, "npm", "create", `trivium@${version}`, "my-project", "--", "--yes", ...flags);
  };

  test("what people changed stays, what the versions differ in comes, and where both meet git asks", async () => {
    expect(await createIn(parent, "1.0.0", "--no-install")).toMatchObject({ code: 0 });
    const readme = read("README.md").replace("# Former title", "# My title");
    write("README.md", `${readme}\nMy last line.\n`);
    write("services-go/mine.go", "package mine\n");
    git("add", "--all");
    git("commit", "--quiet", "--message=Mine");

    const check = await update("--check");
    expect([check.code, check.stdout]).toEqual([1, "not up to date: made by 1.0.0, and this is 1.1.0\n"]);

    const { code, stdout } = await update("--no-install");
    expect([code, stdout]).toEqual([1, expect.stringMatching(/conflicts.*:\n\n {2}README\.md\n/)]);
    expect(read("README.md")).toMatch(
      /^<<<<<<< HEAD\n# My title\n[^]*=======\n# My Project\n>>>>>>> [^]*\nMy last line\.\n$/,
    );
    expect(git("diff", "--name-only", "--diff-filter=U")).toBe("README.md");
    expect(read("services-go/mine.go")).toBe("package mine\n");
    expect(read("packages/chassis/package.json")).toContain("prom-client");

    write("README.md", `${readme}\nMy last line.\n`);
    git("commit", "--quiet", "--all", "--message=Update");
    expect(await update("--check")).toMatchObject({ code: 0, stdout: "up to date: made by 1.1.0\n" });
  });

  test("a project that nobody changed is, byte by byte, a new one of the latest version", async () => {
    rmSync(project, { recursive: true, force: true });
    expect(await createIn(parent, "1.0.0")).toMatchObject({ code: 0 });
    const updated = await update();
    expect(updated, updated.stderr).toMatchObject({ code: 0 });
    const found = git("write-tree");
    expect(
      git("status", "--porcelain")
        .split("\n")
        .filter((line) => !/^[AMD] {2}/.test(line)),
    ).toEqual([]);
    const changes = git("diff", "--cached", "--name-only", "HEAD").split("\n");
    expect(changes).toEqual(expect.arrayContaining(["package-lock.json", "packages/chassis/src/former.ts"]));
    expect(changes).toEqual(expect.arrayContaining([expect.stringMatching(/^services-go\/gen\/.*\.go$/)]));

    rmSync(project, { recursive: true });
    expect(await createIn(parent, "latest")).toMatchObject({ code: 0 });
    expect(git("rev-parse", "HEAD^{tree}")).toBe(found);
  });
});
