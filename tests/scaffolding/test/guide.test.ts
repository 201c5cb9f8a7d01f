import { existsSync, rmSync } from "node:fs";
import { delimiter, join } from "node:path";
import { capabilities } from "@trivium/test-report/capabilities";
import type { Skeleton } from "create-trivium/skeleton";
import { afterAll, afterEach, beforeAll, describe, expect, inject, test } from "vitest";
import { CRATES, shareCrates } from "../src/crates.ts";
import { type Section, sections } from "../src/guide.ts";
import { isThorough } from "../src/outside.ts";
import { makePackage } from "../src/package.ts";
import { turboCache } from "../src/place.ts";
import { Registry } from "../src/registry.ts";
import { Terminal } from "../src/terminal.ts";

const found = await capabilities();

/** What a section needs, and this machine lacks. */
function lacking({ blocks }: Section): string[] {
  const commands = blocks.flatMap((block) => block.commands);
  return (["docker", "helm"] as const).filter(
    (tool) => !found.has(tool) && commands.some((command) => command.startsWith(`${tool} `)),
  );
}

const BOUNDS = "proto/trivium/options/v1/bounds.proto";

/** The version that there is months later: a contract reads otherwise. */
const later = ({ reference, ...rest }: Skeleton): Skeleton => ({
  ...rest,
  version: "1.1.0",
  reference: { ...reference, [BOUNDS]: `${reference[BOUNDS]}\n// Said later.\n` },
});

describe.skipIf(!isThorough)("docs/scaffolding.md (needs REQUIRE_ALL=1)", () => {
  let registry: Registry;
  let parent: string;
  let terminal: Terminal;

  beforeAll(async () => {
    registry = await Registry.open({ TURBO_CACHE_DIR: turboCache(inject("parent")) });
    parent = inject("parent");
    await publish("1.0.0", (skeleton) => ({ ...skeleton, version: "1.0.0" }));
    terminal = new Terminal(parent, reader(registry.env));
  });
  afterEach(() => terminal.interrupt());
  afterAll(async () => {
    if (existsSync(join(terminal.folder, ".trivium.json")) && found.has("docker")) {
      await terminal.type("docker compose down --volumes");
    }
    await registry.close();
    const made = [terminal.folder, join(parent, "1.0.0"), join(parent, "1.1.0")];
    for (const folder of made) rmSync(folder, { recursive: true, force: true });
  });

  const publish = async (version: string, edit: (skeleton: Skeleton) => Skeleton) => {
    const folder = join(parent, version);
    await makePackage(folder, edit);
    await registry.publish(folder);
  };

  const cases = sections().map((section) => ({ ...section, lacks: lacking(section) }));
  test.for(cases)("$title", async ({ title, blocks, lacks }, { skip }) => {
    skip(lacks.length > 0, `needs ${lacks.join(" and ")}`);
    if (title.endsWith("Update")) await publish("1.1.0", later);
    const isNew = title.endsWith("Create");
    // A new project, and what an update compares with, would build the generator of Rust anew.
    const env = isNew || title.endsWith("Update") ? { CARGO_TARGET_DIR: CRATES } : {};
    for (const { commands, answer } of blocks) {
      for (const command of commands) {
        const printed = await terminal.type(command, env);
        if (answer !== undefined) expect(JSON.parse(printed)).toEqual(answer);
      }
    }
    if (isNew) shareCrates(terminal.folder);
    expect(await terminal.type("git status --porcelain")).toBe("");
  });
});

/** The environment of a reader: no programs of this repository, and a name for commits. */
function reader(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const folders = (env["PATH"] ?? "").split(delimiter);
  return {
    ...env,
    PATH: folders.filter((folder) => !folder.includes("node_modules")).join(delimiter),
    GIT_AUTHOR_NAME: "Ana",
    GIT_AUTHOR_EMAIL: "ana@localhost",
    GIT_COMMITTER_NAME: "Ana",
    GIT_COMMITTER_EMAIL: "ana@localhost",
    // Images of compilers may be out of reach; what is built here is not.
    SOURCE: process.platform === "linux" ? "prebuilt" : "build",
  };
}
