import { dependenciesOf, type LockedCrate, ownCrate, readLock, writeLock } from "trivium/cargoLock";
import { filesBelow, type Tree, textOf } from "trivium/tree";

const WORKSPACE = "services-rust/Cargo.toml";
const LOCK = "services-rust/Cargo.lock";
const CONTRACTS = "services-rust/contracts/Cargo.toml";
/** What the reference generated; a project generates its own. */
const FEATURES = /(?<=^\[features\]\n#.*\n)(?:[\w-]+ = .*\n)*/m;

/** Makes Cargo's workspace and lock file fit the crates that there are, and those that generators may add. */
export function pruneCargo(tree: Tree): void {
  const manifests = filesBelow(tree, "services-rust").filter((file) =>
    /^services-rust\/\w+\/Cargo\.toml$/.test(file),
  );
  const templates = filesBelow(tree, "packages/generators/template/service").filter((file) =>
    file.endsWith("/Cargo.toml.tmpl"),
  );
  const members = manifests.map((file) => `"${file.split("/")[1]}"`).toSorted();
  const needs = [...manifests, ...templates].flatMap((file) => dependenciesOf(textOf(tree, file)));
  tree.write(WORKSPACE, workspace(textOf(tree, WORKSPACE), members, new Set(needs)));
  tree.write(LOCK, lock(tree, manifests, needs));
  tree.write(CONTRACTS, textOf(tree, CONTRACTS).replace(FEATURES, ""));
  // Crates of a project have no target of their own to find a compiler for.
  const turbo = "services-rust/turbo.json";
  tree.write(turbo, textOf(tree, turbo).replaceAll('"rustc-for", ', "").replaceAll(', "rustc-for"', ""));
}

/** The members, and the shared dependencies that are members or needed. */
function workspace(text: string, members: readonly string[], needs: ReadonlySet<string>): string {
  const [before = "", shared = "", after = ""] = text.split(
    /(?<=\[workspace\.dependencies\]\n)|(?=\n\[workspace\.lints)/,
  );
  const isKept = (line: string) =>
    line === "" ||
    needs.has(line.split(" ")[0] ?? "") ||
    members.some((one) => line.includes(`path = ${one}`));
  const lines = shared.split("\n").filter(isKept);
  return `${before.replace(/^members = .*$/m, `members = [${members.join(", ")}]`)}${lines.join("\n")}${after}`;
}

/** The lock file with the crates of the manifests, what these need, and what else is needed. */
function lock(tree: Tree, manifests: readonly string[], needs: readonly string[]): string {
  const { head, crates } = readLock(textOf(tree, LOCK));
  const others = crates.filter(({ text }) => text.includes("\nsource = "));
  const own = manifests.map((file) => ownCrate(textOf(tree, file), textOf(tree, WORKSPACE), others));
  const found = new Set<LockedCrate>(own);
  const find = (need: string) => {
    const [name, version] = need.split(" ");
    for (const one of [...others, ...own])
      if (one.name === name && (version ?? one.version) === one.version) found.add(one);
  };
  for (const need of needs) find(need);
  // A set that grows while it is walked is walked to its end.
  for (const crate of found) for (const need of crate.needs) find(need);
  return writeLock({ head, crates: [...found] });
}

/** Puts a lock file into the order in which Cargo writes it, once everything has its name. */
export function sortLock(tree: Tree): void {
  const text = textOf(tree, LOCK).replaceAll(/(?<=\ndependencies = \[\n)( "[^\]]*)(?=\])/g, sortLines);
  tree.write(LOCK, writeLock(readLock(text)));
}

const sortLines = (lines: string) => `${lines.trimEnd().split("\n").toSorted().join("\n")}\n`;
