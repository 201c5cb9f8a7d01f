import { Refusal } from "./refusal.ts";

/** Files of a project, by their paths from its folder. Nx's `Tree` is one, too. */
export interface Tree {
  read(path: string, encoding: BufferEncoding): string | null;
  write(path: string, content: string | Buffer): void;
  exists(path: string): boolean;
  delete(path: string): void;
  /** Names of files and folders in a folder; "" is the project's own. */
  children(folder: string): string[];
  isFile(path: string): boolean;
}

/** Files that are only in memory. */
export class MemoryTree implements Tree {
  readonly #files = new Map<string, Buffer>();

  read(path: string, encoding: BufferEncoding): string | null {
    return this.#files.get(path)?.toString(encoding) ?? null;
  }

  write(path: string, content: string | Buffer): void {
    this.#files.set(path, Buffer.from(content));
  }

  exists(path: string): boolean {
    return this.isFile(path) || this.children(path).length > 0;
  }

  delete(path: string): void {
    for (const file of filesBelow(this, path)) this.#files.delete(file);
    this.#files.delete(path);
  }

  children(folder: string): string[] {
    const start = folder === "" ? "" : `${folder}/`;
    const below = [...this.#files.keys()].filter((path) => path.startsWith(start));
    return [...new Set(below.map((path) => path.slice(start.length).split("/")[0] ?? ""))];
  }

  isFile(path: string): boolean {
    return this.#files.has(path);
  }

  /** A file's bytes. */
  bytes(path: string): Buffer {
    return this.#files.get(path) ?? Buffer.alloc(0);
  }
}

/** What tools leave behind: nobody's work is in it. */
const BUILT = new Set([".git", ".nx", ".turbo", "bin", "dist", "node_modules", "reports", "target"]);

/** Paths of all files below a folder, sorted, without what tools left there. */
export function filesBelow(tree: Tree, folder = ""): string[] {
  return tree
    .children(folder)
    .filter((name) => !BUILT.has(name))
    .toSorted()
    .flatMap((name) => {
      const path = folder === "" ? name : `${folder}/${name}`;
      return tree.isFile(path) ? [path] : filesBelow(tree, path);
    });
}

/** Whether a path is a folder's, or of something below it. */
export function isIn(folder: string, path: string): boolean {
  return path === folder || path.startsWith(`${folder}/`);
}

/** The text of a file that must be there. */
export function textOf(tree: Tree, path: string): string {
  const text = tree.read(path, "utf8");
  if (text === null) throw new Refusal(`there is no ${path}`);
  return text;
}

/** What a file that must be there says. @throws {Refusal} with its path, when it cannot be read. */
export function readFile<T>(tree: Tree, path: string, read: (text: string) => T): T {
  const text = textOf(tree, path);
  try {
    return read(text);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    throw new Refusal(...error.reasons.map((reason) => `${path} ${reason}`));
  }
}

/** Changes a JSON file. */
export function editJson<T extends object>(tree: Tree, path: string, edit: (value: T) => T): void {
  const value = edit(JSON.parse(textOf(tree, path)) as T);
  tree.write(path, `${JSON.stringify(value, null, 2)}\n`);
}
