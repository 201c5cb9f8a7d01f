import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, matchesGlob } from "node:path";
import { text } from "node:stream/consumers";
import { launch } from "../program.ts";

/** A project, as Nx knows it. */
export interface Project {
  readonly name: string;
  /** Its folder, from the repository's. */
  readonly root: string;
  readonly tags: readonly string[];
  /** What its tasks read of other folders, as patterns. */
  readonly reads: readonly string[];
  /** Names of the projects that it needs. */
  readonly needs: readonly string[];
}

type Input = string | { readonly fileset?: string };

interface NxGraph {
  readonly nodes: Readonly<
    Record<
      string,
      {
        readonly data: {
          readonly root: string;
          readonly tags?: readonly string[];
          readonly targets?: Readonly<Record<string, { readonly inputs?: readonly Input[] }>>;
        };
      }
    >
  >;
  readonly dependencies: Readonly<Record<string, readonly { readonly target: string }[]>>;
}

/** So many paths fit into one command. */
const FILES_AT_ONCE = 1000;
const ELSEWHERE = "{workspaceRoot}/";

/** Names of the projects that Nx calls affected by changes to files. */
export async function affectedByFiles(files: readonly string[]): Promise<string[]> {
  const names = new Set<string>();
  for (let start = 0; start < files.length; start += FILES_AT_ONCE) {
    const some = files.slice(start, start + FILES_AT_ONCE);
    for (const name of await affectedBy(`--files=${some.join(",")}`)) names.add(name);
  }
  return [...names];
}

/** The same for all that differs from a commit. */
export async function affectedBy(flag: `--files=${string}` | `--base=${string}`): Promise<string[]> {
  const { child, ended } = launch("nx", ["show", "projects", "--affected", "--json", flag], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const printed = child.stdout === null ? "" : await text(child.stdout);
  if ((await ended) !== 0) throw new Error(`nx cannot tell what is affected: ${printed}`);
  return JSON.parse(printed) as string[];
}

/** Every project, from Nx's graph. */
export async function projects(): Promise<Project[]> {
  const folder = mkdtempSync(join(tmpdir(), "graph-"));
  try {
    const file = join(folder, "graph.json");
    const { ended } = launch("nx", ["graph", `--file=${file}`], { stdio: ["ignore", "ignore", "inherit"] });
    if ((await ended) !== 0) throw new Error("nx cannot draw the graph: see above");
    return projectsIn((JSON.parse(readFileSync(file, "utf8")) as { graph: NxGraph }).graph);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function projectsIn({ nodes, dependencies }: NxGraph): Project[] {
  return Object.entries(nodes).map(([name, { data }]) => ({
    name,
    root: data.root,
    tags: data.tags ?? [],
    reads: Object.values(data.targets ?? {})
      .flatMap(({ inputs = [] }) => inputs)
      .map((input) => (typeof input === "string" ? input : (input.fileset ?? "")))
      .filter((input) => input.startsWith(ELSEWHERE))
      .map((input) => input.slice(ELSEWHERE.length)),
    needs: (dependencies[name] ?? []).map(({ target }) => target),
  }));
}

/** The project that a file is of; none for what lies outside of all of them. */
export function ownerOf(file: string, all: readonly Project[]): Project | undefined {
  return all
    .filter(({ root }) => file.startsWith(`${root}/`))
    .toSorted((one, other) => other.root.length - one.root.length)[0];
}

/** Those whose tasks read one of the files, which is of another project. */
export function readersOf(files: readonly string[], all: readonly Project[]): Project[] {
  return all.filter(({ reads }) => files.some((file) => reads.some((pattern) => matchesGlob(file, pattern))));
}

/** Projects and all that need them, directly or through others. */
export function withDependents(found: readonly Project[], all: readonly Project[]): Project[] {
  const reached = new Set(found);
  // A set that grows while it is walked is walked to its end.
  for (const { name } of reached) {
    for (const one of all) if (one.needs.includes(name)) reached.add(one);
  }
  return [...reached];
}
