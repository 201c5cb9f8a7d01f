import { readToml } from "./patch/toml.ts";

const BLOCK = "\n[[package]]\n";

/** A crate in a lock file. */
export interface LockedCrate {
  readonly name: string;
  readonly version: string;
  /** Names, or names and versions, of crates in the lock file. */
  readonly needs: readonly string[];
  /** What the lock file says of it. */
  readonly text: string;
}

/** Cargo.lock: what stands before the crates, and these. */
export interface CargoLock {
  readonly head: string;
  readonly crates: readonly LockedCrate[];
}

type Dependencies = Readonly<Record<string, string | { readonly version?: string }>>;

/** What is looked at here of the manifest of a workspace. */
interface WorkspaceManifest {
  readonly workspace: {
    readonly package?: { readonly version?: string };
    readonly dependencies?: Dependencies;
  };
}

interface CrateManifest {
  readonly package: { readonly name: string };
  readonly dependencies?: Dependencies;
  readonly "dev-dependencies"?: Dependencies;
  readonly "build-dependencies"?: Dependencies;
}

/** Reads a lock file. */
export function readLock(text: string): CargoLock {
  const [head = "", ...blocks] = text.split(BLOCK);
  return { head, crates: blocks.map(lockedCrate) };
}

/** Writes a lock file, its crates in the order in which Cargo writes them. */
export function writeLock({ head, crates }: CargoLock): string {
  const sorted = crates.toSorted(
    (one, other) => compare(one.name, other.name) || compare(one.version, other.version),
  );
  return [head, ...sorted.map(({ text }) => `${text.trimEnd()}\n`)].join(BLOCK);
}

/** The name that a manifest gives its crate. */
export function crateName(manifest: string): string {
  return readToml<CrateManifest>(manifest).package.name;
}

/** Crates that a manifest names, sorted. */
export function dependenciesOf(manifest: string): string[] {
  const {
    dependencies,
    "dev-dependencies": dev,
    "build-dependencies": build,
  } = readToml<CrateManifest>(manifest);
  return Object.keys({ ...dependencies, ...dev, ...build }).toSorted(compare);
}

/** What a lock file with these crates says of one of the workspace's own. */
export function ownCrate(manifest: string, workspace: string, crates: readonly LockedCrate[]): LockedCrate {
  const { workspace: shared } = readToml<WorkspaceManifest>(workspace);
  const needs = dependenciesOf(manifest).map((name) => lockedName(name, shared.dependencies?.[name], crates));
  const list = needs.map((need) => ` "${need}",\n`).join("");
  const version = shared.package?.version ?? "0.1.0";
  return lockedCrate(
    `name = "${crateName(manifest)}"\nversion = "${version}"\n${list === "" ? "" : `dependencies = [\n${list}]\n`}`,
  );
}

function lockedCrate(text: string): LockedCrate {
  const field = (name: string) => new RegExp(`^${name} = "(.*)"$`, "m").exec(text)?.[1] ?? "";
  const list = /^dependencies = \[\n([^\]]*)\]/m.exec(text)?.[1] ?? "";
  const needs = [...list.matchAll(/"([^"]+)"/g)].map(([, need = ""]) => need);
  return { text, name: field("name"), version: field("version"), needs };
}

/** A crate's name in a lock file: with its version, when there is more than one. */
function lockedName(
  name: string,
  wanted: Dependencies[string] | undefined,
  crates: readonly LockedCrate[],
): string {
  const versions = crates.filter((crate) => crate.name === name).map(({ version }) => version);
  if (versions.length < 2) return name;
  const requirement = (typeof wanted === "string" ? wanted : wanted?.version) ?? "";
  return `${name} ${versions.find((version) => isCompatible(version, requirement)) ?? versions.at(-1)}`;
}

/** Whether a version is like a required one up to its first number that is not zero. */
function isCompatible(version: string, requirement: string): boolean {
  const significant = /^(0\.)*[1-9]\d*/.exec(requirement)?.[0] ?? requirement;
  return version === significant || version.startsWith(`${significant}.`);
}

const compare = (one: string, other: string) => (one < other ? -1 : Number(one > other));
