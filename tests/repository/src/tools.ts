import { type Package, packages, read } from "./repository.ts";
import { imports, packageOf } from "./typescript.ts";

interface Locked {
  readonly version?: string;
  readonly bin?: Readonly<Record<string, string>>;
}

const { packages: lock } = JSON.parse(read("package-lock.json")) as {
  packages: Readonly<Record<string, Locked>>;
};

/** Names of packages by the programs that they have. Node is there before npm is. */
const ownerOf = new Map([
  ...Object.entries(lock).flatMap(([path, { bin = {} }]) => {
    const name = /^node_modules\/((?:@[^/]+\/)?[^/]+)$/.exec(path)?.[1];
    return name === undefined || name === "node" ? [] : Object.keys(bin).map((one) => [one, name] as const);
  }),
  ...packages.flatMap(({ name, programs }) => programs.map((one) => [one, name] as const)),
  // The linter calls another program then.
  ["--type-aware", "oxlint-tsgolint"] as const,
]);

/** Names of the packages that have the programs which some of a package's scripts call. */
export function called({ scripts }: Package, wanted: (script: string) => boolean = () => true): string[] {
  const words = Object.entries(scripts)
    .filter(([script]) => wanted(script))
    .flatMap(([, command]) => command.split(/[\s;&|()]+/));
  return [...new Set(words.flatMap((word) => ownerOf.get(word) ?? []))];
}

/** Versions of an npm package in package-lock.json, wherever they are installed. */
export function lockedVersions(name: string): string[] {
  const found = Object.entries(lock).filter(([path]) => path.endsWith(`node_modules/${name}`));
  return [...new Set(found.flatMap(([, { version }]) => version ?? []))];
}

const STARTING = new Set(["build", "start", "dev"]);
const everyImport = imports();
const TEST = /(^|\/)(tests?|suite)\/|\.test\.ts$|\/vitest\.config\.ts$/;

/** Names of the packages that a package is built, run or developed with, as far as TypeScript and scripts tell. */
export function usedToStart(one: Package): string[] {
  const built = called(one, (script) => STARTING.has(script));
  return [...new Set([...built, ...imported(one, (file) => !TEST.test(file))])];
}

/** Names of the packages that a package is only tested or checked with. */
export function usedToTest(one: Package): string[] {
  const checked = called(one, (script) => !STARTING.has(script));
  const types = one.dependencies.filter((name) => name.startsWith("@types/"));
  const started = usedToStart(one);
  const all = new Set([...checked, ...types, ...imported(one, (file) => TEST.test(file))]);
  return [...all].filter((name) => !started.includes(name));
}

function imported({ name }: Package, wanted: (file: string) => boolean): string[] {
  return everyImport
    .filter(({ from, file }) => from === name && wanted(file))
    .flatMap(({ specifier }) => packageOf(specifier) ?? []);
}

/** The packages that `npm start` builds or runs, and what they need of this repository. */
export function startedPackages(): ReadonlySet<Package> {
  const found = new Set(packages.filter(({ folder }) => folder === "packages/stack"));
  // A set that grows while it is walked is walked to its end.
  for (const { installed } of found) {
    for (const one of packages) if (installed.includes(one.name)) found.add(one);
  }
  return found;
}
