import { entryOf, inNpmsOrder } from "trivium/npmLock";
import { editJson, type Tree } from "trivium/tree";
import { manifestOf, packageFolders } from "./npmPackages.ts";

interface Entry {
  link?: boolean;
  resolved?: string;
  dependencies?: Record<string, string>;
  devDependencies?: Record<string, string>;
  optionalDependencies?: Record<string, string>;
  peerDependencies?: Record<string, string>;
  peerDependenciesMeta?: Record<string, { optional?: boolean }>;
}

interface Lock {
  name: string;
  version: string;
  packages: Record<string, Entry>;
}

/** Makes package-lock.json fit the packages that there are: those of others keep their versions. */
export function pruneLock(tree: Tree): void {
  const folders = packageFolders(tree);
  const root = manifestOf(tree, "");
  editJson<Lock>(tree, "package-lock.json", ({ packages, ...lock }) => {
    const own: Record<string, Entry> = { "": entryOf(root, "") };
    for (const folder of folders) {
      const manifest = manifestOf(tree, folder);
      own[folder] = entryOf(manifest, folder);
      own[`node_modules/${manifest.name}`] = { resolved: folder, link: true };
    }
    const all = { ...packages, ...own };
    const marks = marksOf(all, Object.keys(own));
    const needed = [...marks].map(([path, its]) => [path, own[path] ?? { ...all[path], ...its }]);
    return inNpmsOrder({ ...lock, name: root.name, packages: Object.fromEntries(needed) }) as Lock;
  });
}

/** Why npm may leave a package out: nothing but development, what is optional, one of the two, or a peer needs it. */
type Marks = Record<"dev" | "optional" | "devOptional" | "peer", true | undefined>;

/** The marks of everything that is needed, by its path in the lock file. */
function marksOf(packages: Readonly<Record<string, Entry>>, from: readonly string[]): Map<string, Marks> {
  const without = (...kinds: Kind[]) => reachable(packages, from, kinds);
  const always = without("dev", "optional");
  const shipped = without("dev");
  const sure = without("optional");
  const direct = without("peer");
  const only = (so: boolean) => so || undefined;
  return new Map(
    [...without()].map((path) => [
      path,
      {
        dev: only(!shipped.has(path)),
        optional: only(!sure.has(path)),
        devOptional: only(shipped.has(path) && sure.has(path) && !always.has(path)),
        peer: only(!direct.has(path)),
      },
    ]),
  );
}

type Kind = "dev" | "optional" | "peer";

/**
 * Paths in the lock file of everything that packages need, by the rules by which Node finds modules, but for what is only
 * needed in some of these ways.
 */
function reachable(
  packages: Readonly<Record<string, Entry>>,
  from: readonly string[],
  without: readonly Kind[],
): Set<string> {
  const found = new Set<string>(from);
  // A set that grows while it is walked is walked to its end.
  for (const path of found) {
    const entry = packages[path] ?? {};
    if (entry.link === true && entry.resolved !== undefined) found.add(entry.resolved);
    for (const [name, kinds] of needsOf(entry)) {
      if (kinds.some((kind) => without.includes(kind))) continue;
      const place = placesFrom(path).find((base) => packages[`${base}node_modules/${name}`] !== undefined);
      if (place !== undefined) found.add(`${place}node_modules/${name}`);
    }
  }
  return found;
}

/** Names of what a package needs, and in which ways. */
function needsOf(entry: Entry): [name: string, kinds: Kind[]][] {
  const all = (names: Record<string, string> | undefined, kindsOf: (name: string) => Kind[]) =>
    Object.keys(names ?? {}).map((name): [string, Kind[]] => [name, kindsOf(name)]);
  const isOptional = (name: string) => entry.peerDependenciesMeta?.[name]?.optional === true;
  return [
    ...all(entry.dependencies, () => []),
    ...all(entry.devDependencies, () => ["dev"]),
    ...all(entry.optionalDependencies, () => ["optional"]),
    ...all(entry.peerDependencies, (name) => (isOptional(name) ? ["peer", "optional"] : ["peer"])),
  ];
}

/** Folders whose node_modules a package sees, the nearest first. */
function placesFrom(path: string): string[] {
  const parts = path === "" ? [] : path.split("/");
  return [...parts.keys(), parts.length]
    .toReversed()
    .map((length) => parts.slice(0, length))
    .filter((folder) => folder.at(-1) !== "node_modules")
    .map((folder) => (folder.length === 0 ? "" : `${folder.join("/")}/`));
}
