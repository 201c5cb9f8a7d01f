import { execFileSync } from "node:child_process";
import { readFileSync, statSync } from "node:fs";
import { join, resolve } from "node:path";
import { MemoryTree, textOf } from "trivium/tree";
import { FIRST_VERSION, versionedAt } from "trivium/versions";
import { CHOICE_NAMES } from "./choices.ts";
import { pruneLock } from "./render/npmLock.ts";
import { decoded, encoded, type Skeleton } from "./skeleton.ts";

/** The reference's folder. */
export const ROOT = resolve(import.meta.dirname, "../../..");

const HERE = "packages/create-trivium/";
const TEMPLATE = `${HERE}template/`;
const CHOSEN = `${HERE}choices/`;
/** What no project has of the reference: what makes projects, what they generate themselves, its versions and pictures. */
const LEFT_BEHIND = [
  /^packages\/create-trivium\//,
  /^(docs\/scaffolding\.md$|tests\/scaffolding\/)/,
  /^(services-go\/gen\/trivium|packages\/contracts\/src\/gen|services-rust\/(chassis|contracts)\/src\/gen)\//,
  /^CHANGELOG\.md$/,
  /^docs\/.*\.png$/,
];

/** Gathers what projects are made of from the reference's files that are, or are about to be, in git. */
export function gather(): Skeleton {
  const files = listed();
  const reference = files.filter((file) => !LEFT_BEHIND.some((pattern) => pattern.test(file)));
  const { version } = JSON.parse(readFileSync(join(ROOT, HERE, "package.json"), "utf8")) as {
    version: string;
  };
  return {
    version,
    reference: withoutIdlePackages(atFirstVersion(contents(reference, (file) => file))),
    template: templates(files, TEMPLATE),
    choices: Object.fromEntries(
      CHOICE_NAMES.map((choice) => [choice, templates(files, `${CHOSEN}${choice}/`)]),
    ) as Skeleton["choices"],
    executable: reference.filter((file) => (statSync(join(ROOT, file)).mode & 0o100) !== 0),
  };
}

/** A project has versions of its own, whichever the reference's is. */
function atFirstVersion(files: Record<string, string>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(files).map(([file, text]) => {
      const edit = versionedAt(file, FIRST_VERSION);
      return [file, edit === undefined ? text : encoded(Buffer.from(edit(decoded(text).toString())))];
    }),
  );
}

/** The lock file has only what the packages need that are left. */
function withoutIdlePackages(reference: Record<string, string>): Record<string, string> {
  const tree = new MemoryTree();
  for (const [file, text] of Object.entries(reference)) tree.write(file, decoded(text));
  pruneLock(tree);
  return { ...reference, "package-lock.json": textOf(tree, "package-lock.json") };
}

function templates(files: readonly string[], folder: string): Record<string, string> {
  const below = files.filter((file) => file.startsWith(folder));
  return contents(below, (file) => file.slice(folder.length).replace(/\.tmpl$/, ""));
}

function contents(files: readonly string[], name: (file: string) => string): Record<string, string> {
  return Object.fromEntries(files.map((file) => [name(file), encoded(readFileSync(join(ROOT, file)))]));
}

function listed(): string[] {
  const printed = execFileSync(
    "git",
    ["ls-files", "--cached", "--others", "--exclude-standard", "--deduplicate"],
    { cwd: ROOT, encoding: "utf8" },
  );
  return printed
    .trim()
    .split("\n")
    .filter((file) => statSync(join(ROOT, file), { throwIfNoEntry: false })?.isFile() === true);
}
