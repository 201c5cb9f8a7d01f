import { byPath, entryOf } from "trivium/npmLock";
import { editJson, type Tree } from "trivium/tree";
import { manifestOf, packageFolders } from "./npmPackages.ts";

interface Entry {
  link?: boolean;
  resolved?: string;
  dependencies?: Record<string, string>;
  devDependencies?: Record<string, string>;
  optionalDependencies?: Record<string, string>;
  peerDependencies?: Record<string, string>;
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
    const own: Record<string, Entry> = {
      "": entryOf(root),
    };
    for (const folder of folders) {
      const manifest = manifestOf(tree, folder);
      own[folder] = entryOf(manifest);
      own[`node_modules/${manifest.name}`] = { resolved: folder, link: true };
    }
    const all = { ...packages, ...own };
    const needed = reachable(all, ["", ...folders]);
    const sorted = Object.keys(all)
      .filter((path) => own[path] !== undefined || needed.has(path))
      .toSorted(byPath);
    return {
      ...lock,
      name: root.name,
      packages: Object.fromEntries(sorted.map((path) => [path, all[path] ?? {}])),
    };
  });
}

/** Paths in the lock file of everything that packages need, by the rules by which Node finds modules. */
function reachable(packages: Readonly<Record<string, Entry>>, from: readonly string[]): Set<string> {
  const found = new Set<string>(from);
  // A set that grows while it is walked is walked to its end.
  for (const path of found) {
    const entry = packages[path] ?? {};
    if (entry.link === true && entry.resolved !== undefined) found.add(entry.resolved);
    const names = [
      entry.dependencies,
      entry.devDependencies,
      entry.optionalDependencies,
      entry.peerDependencies,
    ].flatMap((some = {}) => Object.keys(some));
    for (const name of names) {
      const place = placesFrom(path).find((base) => packages[`${base}node_modules/${name}`] !== undefined);
      if (place !== undefined) found.add(`${place}node_modules/${name}`);
    }
  }
  return found;
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
