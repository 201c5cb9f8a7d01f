// Texts of manifests and lock files at another version, unchanged otherwise.

const NPM_VERSION = /^( {2}"version": ")([^"]*)/m;
const CARGO_VERSION = /^(\[(?:workspace\.)?package\]\n(?:(?!\[).*\n)*?version = ")[^"]*/m;
const CHART_VERSION = /^((?:version|appVersion): "?)[^"\n]*/gm;
/** A crate that comes from elsewhere says where it comes from. */
const OWN_CRATE = /^(\[\[package\]\]\nname = .*\nversion = ")[^"]*(?="\n(?!source = ))/gm;

/** The version of whatever is new. */
export const FIRST_VERSION = "0.1.0";

interface NpmLock {
  version?: string;
  packages: Record<string, { version?: string }>;
}

/** The version in a package.json. */
export function npmVersionOf(manifest: string): string {
  return NPM_VERSION.exec(manifest)?.[2] ?? "";
}

/** A package.json. */
export function npmManifestAt(text: string, version: string): string {
  return text.replace(NPM_VERSION, `$1${version}`);
}

/** A package-lock.json, in which all packages of the repository have the version. */
export function npmLockAt(text: string, version: string): string {
  const lock = JSON.parse(text) as NpmLock;
  lock.version = version;
  for (const [path, entry] of Object.entries(lock.packages)) {
    if (!path.includes("node_modules/")) entry.version = version;
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

const MANIFESTS: Readonly<Record<string, (text: string, version: string) => string>> = {
  "package.json": npmManifestAt,
  "package-lock.json": npmLockAt,
  "Cargo.toml": cargoManifestAt,
  "Cargo.lock": cargoLockAt,
  "Chart.yaml": chartAt,
};

/** How to give a file another version; nothing for a file that has none. */
export function versionedAt(file: string, version: string): ((text: string) => string) | undefined {
  const edit = MANIFESTS[file.split("/").at(-1) ?? ""];
  return edit === undefined ? undefined : (text) => edit(text, version);
}
