import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { dirname, join, matchesGlob, resolve } from "node:path";

/** The repository's folder. */
export const ROOT = resolve(import.meta.dirname, "../../..");

/** Kinds of tasks. */
export const KINDS = ["build", "lint", "typecheck", "test"] as const;
export type Kind = (typeof KINDS)[number];

/** A package of any language, as its package.json says. */
export interface Package {
  readonly name: string;
  /** From the repository's folder. */
  readonly folder: string;
  readonly scripts: Readonly<Record<string, string>>;
  /** Names of programs that it has for others. */
  readonly programs: readonly string[];
  /** Everything that it declares, of this repository and of others. */
  readonly dependencies: readonly string[];
  /** Dependencies that `npm start` installs: all but devDependencies. */
  readonly installed: readonly string[];
}

interface Manifest {
  name: string;
  scripts?: Record<string, string>;
  bin?: Record<string, string>;
  dependencies?: Record<string, string>;
  devDependencies?: Record<string, string>;
}

/** Every file that is, or is about to be, in git; from the repository's folder. */
export const files: readonly string[] = execFileSync(
  "git",
  ["ls-files", "--cached", "--others", "--exclude-standard", "--deduplicate"],
  { cwd: ROOT, encoding: "utf8" },
)
  .trim()
  .split("\n")
  .filter((file) => readIfThere(file) !== undefined);

/** Text of a file, by its path from the repository's folder. */
export function read(file: string): string {
  return readFileSync(join(ROOT, file), "utf8");
}

/** The same, or nothing when there is no such file. */
export function readIfThere(file: string): string | undefined {
  try {
    return read(file);
  } catch {
    return undefined;
  }
}

/** Every package. */
export const packages: readonly Package[] = files
  .filter((file) => file.endsWith("/package.json"))
  .map((file) => {
    const manifest = JSON.parse(read(file)) as Manifest;
    const { name, scripts = {}, bin = {}, dependencies = {}, devDependencies } = manifest;
    return {
      name,
      folder: dirname(file),
      scripts,
      programs: Object.keys(bin),
      dependencies: Object.keys({ ...dependencies, ...devDependencies }),
      installed: Object.keys(dependencies),
    };
  });

/** The package that a file or folder is of; none for what lies at the top. */
export function ownerOf(path: string): Package | undefined {
  return packages
    .filter(({ folder }) => path === folder || path.startsWith(`${folder}/`))
    .toSorted((one, other) => other.folder.length - one.folder.length)[0];
}

/** Packages that have code; another may be there for what it holds, such as a lock file. */
export const packagesWithCode: readonly Package[] = packages.filter(({ name }) =>
  files.some((file) => /\.(go|rs|ts|tsx)$/.test(file) && ownerOf(file)?.name === name),
);

/** How turbo's inputs begin that are not of the package. */
const ELSEWHERE = "$TURBO_ROOT$/";

interface TurboConfig {
  tasks: Partial<Record<Kind, { dependsOn?: string[]; inputs?: string[] }>>;
}

function turboConfig({ folder }: Package): TurboConfig {
  const text = readIfThere(join(folder, "turbo.json")) ?? '{ "tasks": {} }';
  return JSON.parse(text.replaceAll(/^\s*\/\/.*$/gm, "")) as TurboConfig;
}

/** Whether a package's turbo.json says that its tasks read a file, or files in a folder, of elsewhere. */
export function claims(one: Package, path: string): boolean {
  return Object.values(turboConfig(one).tasks)
    .flatMap(({ inputs = [] }) => inputs)
    .filter((input) => input.startsWith(ELSEWHERE))
    .map((input) => input.slice(ELSEWHERE.length))
    .some((pattern) => matchesGlob(path, pattern) || pattern.startsWith(`${path}/`));
}

/** The kinds of a package's tasks that its turbo.json makes depend on another task. */
export function kindsAfter(one: Package, task: string): Kind[] {
  const { tasks } = turboConfig(one);
  return KINDS.filter((kind) => tasks[kind]?.dependsOn?.includes(task) === true);
}

/** Whether a package's tasks are done anew when anything changes in the repository. */
export function readsEverything(one: Package): boolean {
  return ["//#tree", "//#documents"].some((task) => kindsAfter(one, task).length > 0);
}
