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

/** The entry of such a package, in npm's order. */
export function entryOf(manifest: LockedManifest): LockedManifest {
  const { name, version, license, workspaces, bin, dependencies, devDependencies, engines } = manifest;
  const all = { name, version, license, workspaces, bin, dependencies, devDependencies, engines };
  return Object.fromEntries(
    Object.entries(all).filter(([, value]) => value !== undefined),
  ) as unknown as LockedManifest;
}

/** The order in which npm writes packages, by their paths. */
export const byPath = (one: string, other: string) => one.localeCompare(other, "en");
