import { execFileSync, spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { Copy } from "../src/copy.ts";
import { packages } from "../src/repository.ts";

/** Nx takes its time on a busy machine. */
const PATIENCE_MS = 300_000;
/** There is no registry: a dry run needs none, and must reach none. */
const ENV = {
  ...process.env,
  GIT_AUTHOR_NAME: "test",
  GIT_AUTHOR_EMAIL: "test@example.org",
  GIT_COMMITTER_NAME: "test",
  GIT_COMMITTER_EMAIL: "test@example.org",
  npm_config_registry: "http://127.0.0.1:9",
  npm_config_fetch_retries: "0",
  NO_COLOR: "1",
};

const copy = new Copy();
afterAll(() => copy.remove());

const git = (...args: string[]) =>
  execFileSync("git", args, { cwd: copy.folder, encoding: "utf8", env: ENV }).trim();
const textOf = (file: string) => readFileSync(join(copy.folder, file), "utf8");
const json = (file: string) => JSON.parse(textOf(file)) as Record<string, unknown> & { version: string };

/** What `npm run release` says, and its exit code. */
function release(...args: string[]): { said: string; status: number | null } {
  const command = [join(copy.folder, "packages/stack/boot/trivium.mjs"), "release", ...args];
  const options = { cwd: copy.folder, encoding: "utf8", env: ENV, maxBuffer: 1 << 26 } as const;
  const { stdout, stderr, status } = spawnSync("node", command, options);
  return { said: stdout + stderr, status };
}

const manifests = ["package.json", ...packages.map(({ folder }) => `${folder}/package.json`)];

describe("a dry run", () => {
  let said: string;
  beforeAll(() => {
    const { said: all, status } = release("0.2.0", "--publish", "--dry-run");
    expect(status, all).toBe(0);
    said = all;
  }, PATIENCE_MS);

  test("shows every manifest, lock file and tag, the changelog, and what it would publish", () => {
    const locks = ["package-lock.json", "services-rust/Cargo.toml", "services-rust/Cargo.lock"];
    const missing = [...manifests, ...locks].filter((file) => !said.includes(`UPDATE ${file} [dry-run]`));
    expect(missing).toEqual([]);
    expect(said).toContain("CREATE CHANGELOG.md [dry-run]");
    expect(said).toContain("services-go/v0.2.0");
    expect(said).toContain("+ create-trivium@");
    expect(said.match(/^\+ \S+@\d/gm)).toHaveLength(1);
  });

  test("does none of it", () => {
    expect(git("status", "--porcelain")).toBe("");
    expect(git("tag")).toBe("");
  });
});

describe("a version", () => {
  beforeAll(() => {
    const { said, status } = release("0.2.0");
    expect(status, said).toBe(0);
  }, PATIENCE_MS);

  test("is that of every package, and the lock file knows it", () => {
    expect(manifests.filter((file) => json(file).version !== "0.2.0")).toEqual([]);
    const { packages: locked } = json("package-lock.json") as unknown as {
      packages: Record<string, { version: string }>;
    };
    const own = ["", ...packages.map(({ folder }) => folder)];
    expect(own.filter((folder) => locked[folder]?.version !== "0.2.0")).toEqual([]);
  });

  test("is that of every crate, and the lock file knows it", () => {
    const printed = execFileSync("cargo", ["metadata", "--no-deps", "--format-version=1"], {
      cwd: join(copy.folder, "services-rust"),
      encoding: "utf8",
    });
    const { packages: crates } = JSON.parse(printed) as { packages: { name: string; version: string }[] };
    const lock = textOf("services-rust/Cargo.lock");
    expect(crates.filter(({ version }) => version !== "0.2.0")).toEqual([]);
    expect(crates.filter(({ name }) => !lock.includes(`name = "${name}"\nversion = "0.2.0"\n`))).toEqual([]);
  });

  test("is a commit with a tag for all, and one for Go", () => {
    expect(git("log", "-1", "--format=%s")).toBe("Release 0.2.0");
    expect(git("tag", "--points-at", "HEAD").split("\n")).toEqual(["services-go/v0.2.0", "v0.2.0"]);
    expect(git("status", "--porcelain")).toBe("");
  });

  test("is the first in the changelog; the next one has what was committed since", {
    timeout: PATIENCE_MS,
  }, () => {
    expect(textOf("CHANGELOG.md")).toMatch(/^## 0\.2\.0 \(\d{4}-\d\d-\d\d\)\n\n- The first version\.$/m);
    git("commit", "--quiet", "--allow-empty", "--message=Page: a sentence as they are written here");
    const { said } = release("0.3.0", "--dry-run");
    expect(said).toMatch(/^\+ ## 0\.3\.0 .*\n\+\n\+ - Page: a sentence as they are written here \(\w+\)$/m);
    git("reset", "--quiet", "--hard", "HEAD^");
  });

  test("is not that of a new project", async () => {
    const { gather } = (await import(join(copy.folder, "packages/create-trivium/src/gather.ts"))) as {
      gather: () => { version: string; reference: Record<string, string> };
    };
    const { version, reference } = gather();
    expect(version).toBe("0.2.0");
    expect(reference["package.json"]).toContain('"version": "0.1.0"');
    expect(reference["services-rust/Cargo.toml"]).toContain('[workspace.package]\nversion = "0.1.0"');
    expect(Object.keys(reference)).not.toContain("CHANGELOG.md");
  });

  test("is refused when not everything is committed, when there is one already, when it is none", () => {
    copy.write({ "README.md": "another" });
    expect(release("0.3.0")).toMatchObject({
      status: 1,
      said: expect.stringContaining("committed") as string,
    });
    git("checkout", "--quiet", ".");
    expect(release("0.2.0")).toMatchObject({ status: 1, said: expect.stringContaining("v0.2.0") as string });
    expect(release("next")).toMatchObject({ status: 2, said: expect.stringContaining("VERSION") as string });
    expect(git("log", "-1", "--format=%s")).toBe("Release 0.2.0");
  });
});
