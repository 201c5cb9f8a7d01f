import { basename } from "node:path";

/** What package-lock.json repeats of the package.json of a package of the project's own. */
export interface LockedManifest {
  name: string;
  version?: string;
  license?: string;
  workspaces?: string[];
  bin?: Record<string, string>;
  dependencies?: Record<string, string>;
  devDependencies?: Record<string, string>;
  engines?: Record<string, string>;
}

/** The entry of the package in a folder, as npm writes it: without a name that is the folder's. */
export function entryOf(manifest: LockedManifest, folder: string): Partial<LockedManifest> {
  const { version, license, workspaces, bin, dependencies, devDependencies, engines } = manifest;
  const name = basename(folder) === manifest.name ? undefined : manifest.name;
  const all = { name, version, license, workspaces, bin, dependencies, devDependencies, engines };
  const known = Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined));
  return inNpmsOrder(known) as Partial<LockedManifest>;
}

/** The order in which npm writes packages, by their paths. */
export const byPath = (one: string, other: string) => one.localeCompare(other, "en");

/** Keys that npm writes before others. */
const FIRST = [
  "name",
  "version",
  "lockfileVersion",
  "resolved",
  "integrity",
  "requires",
  "packages",
  "dependencies",
];

/** The same value with its keys as npm writes them: objects last, then some keys first, then by name. */
export function inNpmsOrder(value: unknown): unknown {
  if (!isObject(value)) return value;
  const rank = ([key, held]: [string, unknown]) => {
    const place = FIRST.indexOf(key);
    return (isObject(held) ? FIRST.length + 1 : 0) + (place < 0 ? FIRST.length : place);
  };
  const sorted = Object.entries(value).toSorted(
    (one, other) => rank(one) - rank(other) || byPath(one[0], other[0]),
  );
  return Object.fromEntries(sorted.map(([key, held]) => [key, inNpmsOrder(held)]));
}

const isObject = (value: unknown): value is object =>
  typeof value === "object" && value !== null && !Array.isArray(value);
