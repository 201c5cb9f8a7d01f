import { createHash } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { defaultsFor } from "create-trivium/answers";
import { CHOICE_NAMES, CHOICES } from "create-trivium/choices";
import { gather } from "create-trivium/gather";
import { renderProject } from "create-trivium/render";
import { filesBelow, textOf } from "trivium/tree";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  ALL,
  COMBINATIONS,
  type Combination,
  DEFAULT,
  flagsOf,
  GUIDE,
  OTHERS,
  pairsIn,
} from "../src/combinations.ts";
import { sections } from "../src/guide.ts";
import { isThorough } from "../src/outside.ts";
import { NAME } from "../src/place.ts";
import { Site } from "../src/site.ts";

const answersOf = (combination: Combination) => ({ ...defaultsFor(NAME), ...combination });

const skeleton = gather();
const RENDERED = COMBINATIONS.map((combination) => {
  const { tree } = renderProject(answersOf(combination), skeleton);
  return { combination, tree, files: filesBelow(tree) };
});

test("projects that are tested have every two choices together in one of them", () => {
  expect(COMBINATIONS.length).toBe(32);
  expect(pairsIn([DEFAULT, GUIDE, ...OTHERS])).toEqual(pairsIn(COMBINATIONS));
  expect(flagsOf(DEFAULT)).toBe(flagsOf(defaultsFor(NAME)));
  const chosen = CHOICE_NAMES.filter((choice) => GUIDE[choice] && !DEFAULT[choice]);
  const [create] = sections();
  expect(create?.blocks[0]?.commands[0]?.split(" -- ")[1]).toBe(
    chosen.map((choice) => `--${CHOICES[choice].flag}`).join(" "),
  );
});

/** Lines of manifests that name a licence. */
const LICENCE = /^( *"license": .*|license(\.workspace)? = .*)\n/gm;

/** What a project's files say beside its licence, by path. */
const unlicensed = ({ tree, files }: (typeof RENDERED)[number]) =>
  new Map(
    files
      .filter((file) => !["LICENSE", ".trivium.json"].includes(file))
      .map((file) => [
        file,
        isManifest(file) ? textOf(tree, file).replaceAll(LICENCE, "") : textOf(tree, file),
      ]),
  );

const isManifest = (file: string) => /(^|\/)(package(-lock)?\.json|Cargo\.toml)(\.tmpl)?$/.test(file);

test("a licence changes nothing but LICENSE and the lines of manifests that name it", () => {
  const byChoices = Map.groupBy(RENDERED, ({ combination }) => flagsOf({ ...combination, licence: "none" }));
  expect(byChoices.size).toBe(16);
  for (const [licensed, without] of [...byChoices.values()].map((pair) => pair.map(unlicensed))) {
    expect(without).toEqual(licensed);
  }
});

interface Language {
  /** What its compiler reads. */
  readonly reads: RegExp;
  readonly folder: string;
  readonly commands: readonly (readonly [program: string, ...args: string[]])[];
}

const LANGUAGES: Readonly<Record<string, Language>> = {
  TypeScript: {
    reads: /\.(tsx?|mjs|proto)$|\/tsconfig\.json$/,
    folder: ".",
    commands: [["turbo", "run", "typecheck"]],
  },
  Go: {
    reads: /\.(go|sql|proto)$|\/go\.(mod|sum)$/,
    folder: "services-go",
    commands: [
      ["go", "mod", "tidy"],
      ["go", "vet", "./..."],
    ],
  },
  Rust: {
    reads: /\.(rs|proto)$|\/Cargo\.(toml|lock)$/,
    folder: "services-rust",
    commands: [
      ["cargo", "update", "--quiet", "--workspace"],
      // As linters of the reference do, so that what is not the project's own is checked already.
      ["cargo", "check", "--release", "--quiet", "--workspace", "--all-targets"],
    ],
  },
};

/** Combinations by what a compiler reads of them. */
function distinct({ reads }: Language): Combination[][] {
  const bySources = Map.groupBy(RENDERED, ({ tree, files }) => {
    const hash = createHash("sha256");
    for (const file of files.filter((path) => reads.test(path))) {
      hash.update(`${file}\0`).update(textOf(tree, file).replaceAll(LICENCE, ""));
    }
    return hash.digest("hex");
  });
  return [...bySources.values()].map((rendered) => rendered.map(({ combination }) => combination));
}

describe.skipIf(!isThorough)("what is generated (needs REQUIRE_ALL=1)", () => {
  let site: Site;

  beforeAll(async () => {
    site = await Site.open();
    await site.install(answersOf(ALL));
  });
  afterAll(() => site?.close());

  const cases = Object.entries(LANGUAGES).flatMap(([name, language]) =>
    distinct(language).map(([first = ALL, ...others]) => {
      const title = `${name} is right with ${flagsOf(first)}, and is the same in ${others.length} others`;
      return [title, language, first] as const;
    }),
  );

  test("a service in Rust that was added before contracts were features compiles", () => {
    site.write(answersOf(DEFAULT));
    site.succeed("turbo", ["run", "generate"]);
    const manifest = join(site.folder, "services-rust/engine/Cargo.toml");
    const before = readFileSync(manifest, "utf8");
    const former = before.replace(/^([\w-]+-contracts) = .*$/m, "$1.workspace = true");
    expect(former).not.toBe(before);
    writeFileSync(manifest, former);
    site.succeed("cargo", ["check", "--release", "--quiet", `--package=${NAME}-engine`], "services-rust");
  });

  test.each(cases)("%s", (_, { commands, folder }, first) => {
    site.write(answersOf(first));
    site.succeed("turbo", ["run", "generate"]);
    for (const [program, ...args] of commands) site.succeed(program, args, folder);
  });
});
