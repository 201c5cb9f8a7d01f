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

/** Paths of all files below a folder, sorted. */
export function filesBelow(tree: Tree, folder = ""): string[] {
  return tree
    .children(folder)
    .toSorted()
    .flatMap((name) => {
      const path = folder === "" ? name : `${folder}/${name}`;
      return tree.isFile(path) ? [path] : filesBelow(tree, path);
    });
}

/** The text of a file that must be there. */
export function textOf(tree: Tree, path: string): string {
  const text = tree.read(path, "utf8");
  if (text === null) throw new Error(`there is no ${path}`);
  return text;
}

/** Changes a JSON file. */
export function editJson<T extends object>(tree: Tree, path: string, edit: (value: T) => T): void {
  const value = edit(JSON.parse(textOf(tree, path)) as T);
  tree.write(path, `${JSON.stringify(value, null, 2)}\n`);
}
