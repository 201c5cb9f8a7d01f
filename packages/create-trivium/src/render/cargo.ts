import { filesBelow, type Tree, textOf } from "trivium/tree";

const WORKSPACE = "services-rust/Cargo.toml";
const LOCK = "services-rust/Cargo.lock";
const BLOCK = "\n[[package]]\n";

interface LockedCrate {
  readonly text: string;
  readonly name: string;
  readonly version: string;
  /** Names, or names and versions, of crates in the lock file. */
  readonly needs: readonly string[];
}

/** Makes Cargo's workspace and lock file fit the crates that there are. */
export function pruneCargo(tree: Tree): void {
  const manifests = filesBelow(tree, "services-rust").filter((file) =>
    /^services-rust\/\w+\/Cargo\.toml$/.test(file),
  );
  const crates = manifests.map((file) => ({ folder: file.split("/")[1] ?? "", text: textOf(tree, file) }));
  tree.write(WORKSPACE, workspace(textOf(tree, WORKSPACE), crates));
  tree.write(LOCK, lock(textOf(tree, LOCK), crates));
  // Crates of a project have no target of their own to find a compiler for.
  const turbo = "services-rust/turbo.json";
  tree.write(turbo, textOf(tree, turbo).replaceAll('"rustc-for", ', "").replaceAll(', "rustc-for"', ""));
}

interface Crate {
  readonly folder: string;
  readonly text: string;
}

/** The crates that there are, and the shared dependencies that one of them has. */
function workspace(text: string, crates: readonly Crate[]): string {
  const members = crates.map(({ folder }) => `"${folder}"`).toSorted();
  const used = (name: string) => crates.some((crate) => crate.text.includes(`\n${name}.workspace = true`));
  const [before = "", shared = "", after = ""] = text.split(
    /(?<=\[workspace\.dependencies\]\n)|(?=\n\[workspace\.lints)/,
  );
  const lines = shared.split("\n").filter((line) => line === "" || used(line.split(" ")[0] ?? ""));
  return `${before.replace(/^members = .*$/m, `members = [${members.join(", ")}]`)}${lines.join("\n")}${after}`;
}

function lock(text: string, crates: readonly Crate[]): string {
  const [head = "", ...blocks] = text.split(BLOCK);
  const others = blocks.map(lockedCrate).filter(({ text: block }) => block.includes("\nsource = "));
  const own = crates.map(ownCrate);
  const all = [...others, ...own];
  const found = new Set<LockedCrate>(own);
  // A set that grows while it is walked is walked to its end.
  for (const crate of found) {
    for (const need of crate.needs) {
      const [name, version] = need.split(" ");
      for (const one of all)
        if (one.name === name && (version ?? one.version) === one.version) found.add(one);
    }
  }
  return [head, ...[...found].map((crate) => `${crate.text.trimEnd()}\n`)].join(BLOCK);
}

/** Puts a lock file into the order in which Cargo writes it, once everything has its name. */
export function sortLock(tree: Tree): void {
  const [head = "", ...blocks] = textOf(tree, LOCK).split(BLOCK);
  const sorted = blocks
    .map((text) => lockedCrate(`${text.trimEnd()}\n`.replace(/(?<=\[\n)( "[^\]]*)(?=\])/, sortLines)))
    .toSorted((one, other) => compare(one.name, other.name) || compare(one.version, other.version));
  tree.write(LOCK, [head, ...sorted.map(({ text }) => text)].join(BLOCK));
}

const sortLines = (lines: string) => `${lines.trimEnd().split("\n").toSorted(compare).join("\n")}\n`;
const compare = (one: string, other: string) => (one < other ? -1 : Number(one > other));

function lockedCrate(text: string): LockedCrate {
  const field = (name: string) => new RegExp(`^${name} = "(.*)"$`, "m").exec(text)?.[1] ?? "";
  const list = /^dependencies = \[\n([^\]]*)\]/m.exec(text)?.[1] ?? "";
  const needs = [...list.matchAll(/"([^"]+)"/g)].map(([, need = ""]) => need);
  return { text, name: field("name"), version: field("version"), needs };
}

/** What a lock file says of a crate of the project's own. */
function ownCrate({ text }: Crate): LockedCrate {
  const name = /^name = "(.*)"$/m.exec(text)?.[1] ?? "";
  const sections = text.split(/^\[/m).filter((section) => /^(build-|dev-)?dependencies\]/.test(section));
  const needs = sections.flatMap((section) =>
    [...section.matchAll(/^([\w-]+)(?=\.workspace = | = )/gm)].map(([, need = ""]) => need),
  );
  const sorted = [...new Set(needs)].toSorted(compare);
  const list = sorted.map((need) => ` "${need}",\n`).join("");
  return {
    text: `name = "${name}"\nversion = "0.1.0"\ndependencies = [\n${list}]\n`,
    name,
    version: "0.1.0",
    needs: sorted,
  };
}
