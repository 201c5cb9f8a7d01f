import type { LockedManifest } from "trivium/npmLock";
import { editJson, filesBelow, type Tree, textOf } from "trivium/tree";

/** What of a package.json is looked at here. */
export interface Manifest extends LockedManifest {
  description?: string;
  scripts?: Record<string, string>;
  nx?: { tags?: string[]; targets?: unknown } | undefined;
}

/** Commands that any system of this shape has. */
const COMMANDS = new Set([
  "start",
  "test",
  "dev",
  "doctor",
  "build",
  "lint",
  "format",
  "generate",
  "graph",
  "affected",
  "release",
]);
/** Packages of which only a part is copied: what only the rest needed goes. */
const IN_PART = new Set([
  "apps/gateway",
  "apps/web",
  "packages/cli",
  "tests/browser",
  "tests/integration",
  "tests/repository",
]);
/** What generators add to them. */
const TEMPLATES: Readonly<Record<string, readonly string[]>> = {
  "apps/gateway": ["packages/generators/template/gateway", "packages/generators/template/method/gateway"],
};
const OURS = "@trivium/";
/** What scripts say when they need a package that they do not name. */
const CALLED_AS: Readonly<Record<string, string>> = {
  "@biomejs/biome": "biome",
  "@trivium/test-report": "trivium-report",
  "@trivium/typescript": "tsc",
  "@types/node": "tsc",
  "oxlint-tsgolint": "--type-aware",
  typescript: "tsc",
};
/** What packages are here that are something else in the reference. */
const DESCRIPTIONS: Readonly<Record<string, string>> = {
  "apps/web": "The page: has a gizmo computed, and shows it.",
  "packages/contracts": "The contracts for TypeScript: generated messages, clients and bounds.",
  "services-go/gopher": "Checks what it is asked for, and has it computed.",
  "services-rust/ferris": "The hot path: computes gizmos.",
  "tests/repository": "What holds for the repository as a whole: its format, its graph.",
};

/** Folders of all packages, from the project's. */
export function packageFolders(tree: Tree): string[] {
  return filesBelow(tree)
    .filter((file) => file.endsWith("/package.json"))
    .map((file) => file.slice(0, -"/package.json".length));
}

/** A package's package.json; of the project itself when the folder is "". */
export function manifestOf(tree: Tree, folder: string): Manifest {
  return JSON.parse(textOf(tree, folder === "" ? "package.json" : `${folder}/package.json`)) as Manifest;
}

/** Makes every package.json fit what is there of the reference. */
export function fitPackages(tree: Tree): void {
  const folders = packageFolders(tree);
  const names = new Set(folders.map((folder) => manifestOf(tree, folder).name));
  editJson<Manifest>(tree, "package.json", (root) => ({
    ...root,
    description: "A TypeScript gateway, a Go service and a Rust service as one system over gRPC.",
    workspaces: (root.workspaces ?? []).filter(
      (pattern) => pattern.startsWith("services-") || folders.some((folder) => matches(folder, pattern)),
    ),
    scripts: kept(root.scripts ?? {}, (name) => COMMANDS.has(name)),
  }));
  for (const folder of folders) {
    editJson<Manifest>(tree, `${folder}/package.json`, (manifest) => {
      const needed = needs(tree, folder, manifest, names);
      return {
        ...manifest,
        description: DESCRIPTIONS[folder] ?? manifest.description ?? "",
        ...withoutOthers("dependencies", manifest.dependencies, needed),
        ...withoutOthers("devDependencies", manifest.devDependencies, needed),
        nx: nxOf(tree, folder, manifest),
      };
    });
  }
}

/** Whether a package is in the reference's workspaces: they have no deeper patterns than a last star. */
function matches(folder: string, pattern: string): boolean {
  return pattern.endsWith("/*") ? folder.startsWith(pattern.slice(0, -1)) : folder === pattern;
}

/** Tells whether a package needs another. */
function needs(tree: Tree, folder: string, { scripts = {} }: Manifest, names: ReadonlySet<string>) {
  const code = [folder, ...(TEMPLATES[folder] ?? [])]
    .flatMap((path) => filesBelow(tree, path))
    .filter((file) => /\.(tsx?|mjs|css)(\.tmpl)?$/.test(file))
    .map((file) => textOf(tree, file))
    .join("\n");
  const commands = Object.values(scripts).join(" ");
  return (name: string) => {
    if (name.startsWith(OURS) && !names.has(name)) return false;
    if (!IN_PART.has(folder)) return true;
    if (commands.includes(CALLED_AS[name] ?? name)) return true;
    const typed = name.replace(/^@types\//, "");
    if (typed !== name) return code.includes(`"${typed}`);
    return code.includes(`"${name}"`) || code.includes(`"${name}/`);
  };
}

function withoutOthers(
  kind: "dependencies" | "devDependencies",
  declared: Record<string, string> | undefined,
  needed: (name: string) => boolean,
): Partial<Manifest> {
  return declared === undefined ? {} : { [kind]: kept(declared, needed) };
}

function kept(all: Record<string, string>, wanted: (name: string) => boolean): Record<string, string> {
  return Object.fromEntries(Object.entries(all).filter(([name]) => wanted(name)));
}

/** Tags, and what turbo.json says that tests read of elsewhere, for Nx; nothing when there is neither. */
function nxOf(tree: Tree, folder: string, { nx }: Manifest): Manifest["nx"] {
  const turbo = tree.read(`${folder}/turbo.json`, "utf8") ?? "";
  const inputs = [...turbo.matchAll(/"\$TURBO_ROOT\$\/([^"]+)"/g)].map(
    ([, path]) => `{workspaceRoot}/${path}`,
  );
  const everything = turbo.includes('"//#tree"') ? ["{workspaceRoot}/**"] : [];
  const read = [
    ...inputs.filter((input) => !/\/(\.oxlintrc|tsconfig\.base)\.json$/.test(input)),
    ...everything,
  ];
  const known = {
    ...(nx?.tags === undefined ? {} : { tags: nx.tags }),
    ...(read.length === 0 ? {} : { targets: { test: { inputs: [...new Set(read)] } } }),
  };
  return Object.keys(known).length === 0 ? undefined : known;
}
