import { sorted } from "../patch/json.ts";
import { editToml, readToml } from "../patch/toml.ts";
import { type Tree, textOf } from "../tree.ts";
import type { EditsOf } from "./edit.ts";

const WORKSPACE = "services-rust/Cargo.toml";
const BLOCK = "\n[[package]]\n";

type Dependencies = Record<string, string | { version?: string }>;

interface Workspace {
  workspace: { members: string[]; package?: { version?: string }; dependencies?: Dependencies };
}

interface Crate {
  package: { name: string };
  dependencies?: Dependencies;
  "dev-dependencies"?: Dependencies;
  "build-dependencies"?: Dependencies;
}

/** A crate is a member of Cargo's workspace, and in its lock file. */
export const cargo: EditsOf = ({ language, name, folder }, tree) => {
  if (language !== "rust") return [];
  return [
    {
      path: WORKSPACE,
      add: (text) =>
        editToml<Workspace>(text, ({ workspace: { members } }) => {
          if (!members.includes(name)) members.splice(sorted(members, name), 0, name);
        }),
      remove: (text) =>
        editToml<Workspace>(text, ({ workspace: { members } }) => {
          if (members.includes(name)) members.splice(members.indexOf(name), 1);
        }),
    },
    {
      path: "services-rust/Cargo.lock",
      add: (text) => addCrate(text, tree, `${folder}/Cargo.toml`),
      remove: (text) => removeCrate(text, readToml<Crate>(textOf(tree, `${folder}/Cargo.toml`)).package.name),
    },
  ];
};

function addCrate(lock: string, tree: Tree, manifest: string): string {
  const crate = readToml<Crate>(textOf(tree, manifest));
  const { workspace } = readToml<Workspace>(textOf(tree, WORKSPACE));
  const all = { ...crate.dependencies, ...crate["dev-dependencies"], ...crate["build-dependencies"] };
  const [head = "", ...blocks] = removeCrate(lock, crate.package.name).split(BLOCK);
  const needs = Object.keys(all)
    .toSorted()
    .map((name) => ` "${locked(name, workspace.dependencies?.[name], blocks)}",\n`);
  const list = needs.length === 0 ? "" : `dependencies = [\n${needs.join("")}]\n`;
  const version = workspace.package?.version ?? "0.1.0";
  const block = `name = "${crate.package.name}"\nversion = "${version}"\n${list}`;
  const index = blocks.findIndex((other) => nameOf(other) > crate.package.name);
  // The last block ends without an empty line after it.
  const before = blocks.slice(0, index < 0 ? undefined : index);
  const after = index < 0 ? [] : blocks.slice(index);
  return [head, ...before, block, ...after].join(BLOCK);
}

function removeCrate(lock: string, name: string): string {
  const [head = "", ...blocks] = lock.split(BLOCK);
  return [head, ...blocks.filter((block) => nameOf(block) !== name)].join(BLOCK);
}

const nameOf = (block: string) => /^name = "(.*)"$/m.exec(block)?.[1] ?? "";
const versionOf = (block: string) => /^version = "(.*)"$/m.exec(block)?.[1] ?? "";

/** A crate's name in a lock file: with its version, when there is more than one. */
function locked(name: string, wanted: Dependencies[string] | undefined, blocks: readonly string[]): string {
  const versions = blocks.filter((block) => nameOf(block) === name).map(versionOf);
  if (versions.length < 2) return name;
  const requirement = (typeof wanted === "string" ? wanted : wanted?.version) ?? "";
  return `${name} ${versions.find((version) => isCompatible(version, requirement)) ?? versions.at(-1)}`;
}

/** Whether a version is like a required one up to its first number that is not zero. */
function isCompatible(version: string, requirement: string): boolean {
  const significant = /^(0\.)*[1-9]\d*/.exec(requirement)?.[0] ?? requirement;
  return version === significant || version.startsWith(`${significant}.`);
}
