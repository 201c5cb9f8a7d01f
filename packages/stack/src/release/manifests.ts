// Texts of manifests and lock files at another version, unchanged otherwise.

const NPM_VERSION = /^( {2}"version": ")([^"]*)/m;
const CARGO_VERSION = /^(\[(?:workspace\.)?package\]\n(?:(?!\[).*\n)*?version = ")[^"]*/m;
const CHART_VERSION = /^((?:version|appVersion): "?)[^"\n]*/gm;
/** A crate that comes from elsewhere says where it comes from. */
const OWN_CRATE = /^(\[\[package\]\]\nname = .*\nversion = ")[^"]*(?="\n(?!source = ))/gm;

interface NpmLock {
  version?: string;
  packages: Record<string, { version?: string } | undefined>;
}

/** The version in a package.json. */
export function npmVersionOf(manifest: string): string {
  return NPM_VERSION.exec(manifest)?.[2] ?? "";
}

/** A package.json. */
export function npmManifestAt(text: string, version: string): string {
  return text.replace(NPM_VERSION, `$1${version}`);
}

/** A package-lock.json, in which the packages in some folders have the version; "" is the whole. */
export function npmLockAt(text: string, folders: readonly string[], version: string): string {
  const lock = JSON.parse(text) as NpmLock;
  if (folders.includes("")) lock.version = version;
  for (const folder of folders) {
    const found = lock.packages[folder];
    if (found !== undefined) found.version = version;
  }
  return `${JSON.stringify(lock, null, 2)}\n`;
}

/** A Cargo.toml of a crate, or of a workspace whose crates take the version from it. */
export function cargoManifestAt(text: string, version: string): string {
  return text.replace(CARGO_VERSION, `$1${version}`);
}

/** A Cargo.lock, in which all crates of the workspace have the version. */
export function cargoLockAt(text: string, version: string): string {
  return text.replaceAll(OWN_CRATE, `$1${version}`);
}

/** A Helm chart's Chart.yaml: the chart and what it deploys have one version. */
export function chartAt(text: string, version: string): string {
  return text.replaceAll(CHART_VERSION, `$1${version}`);
}
