import { filesBelow, isIn, MemoryTree, type Tree } from "./tree.ts";

/** A file that becomes another: null where there is none before, or after. */
export interface Change {
  readonly path: string;
  readonly before: string | null;
  readonly after: string | null;
}

/** A tree on top of another, which stays as it is until it is said that what is written here be applied. */
export class Draft implements Tree {
  readonly #base: Tree;
  readonly #written = new MemoryTree();
  readonly #deleted = new Set<string>();

  constructor(base: Tree) {
    this.#base = base;
  }

  read(path: string, encoding: BufferEncoding): string | null {
    if (this.#written.isFile(path)) return this.#written.read(path, encoding);
    return this.#isDeleted(path) ? null : this.#base.read(path, encoding);
  }

  write(path: string, content: string | Buffer): void {
    this.#written.write(path, content);
  }

  exists(path: string): boolean {
    return this.#written.exists(path) || (!this.#isDeleted(path) && this.#base.exists(path));
  }

  delete(path: string): void {
    this.#written.delete(path);
    this.#deleted.add(path);
  }

  children(folder: string): string[] {
    const below = this.#base
      .children(folder)
      .filter((name) => !this.#isDeleted(folder === "" ? name : `${folder}/${name}`));
    return [...new Set([...below, ...this.#written.children(folder)])];
  }

  isFile(path: string): boolean {
    return this.#written.isFile(path) || (!this.#isDeleted(path) && this.#base.isFile(path));
  }

  /** Every file that would be another, sorted by path. */
  changes(): Change[] {
    const gone = [...this.#deleted].flatMap((path) =>
      this.#base.isFile(path) ? [path] : filesBelow(this.#base, path),
    );
    return [...new Set([...gone, ...filesBelow(this.#written)])]
      .toSorted()
      .map((path) => ({ path, before: this.#base.read(path, "utf8"), after: this.read(path, "utf8") }))
      .filter(({ before, after }) => before !== after);
  }

  /** Makes the tree below what this one is. */
  apply(): void {
    for (const path of this.#deleted) if (this.#base.exists(path)) this.#base.delete(path);
    for (const { path, after } of this.changes()) if (after !== null) this.#base.write(path, after);
  }

  #isDeleted(path: string): boolean {
    return [...this.#deleted].some((gone) => isIn(gone, path));
  }
}

/**
 * What a change makes of a tree: all of it, or nothing.
 *
 * @throws {Refusal} when the change refuses.
 */
export function drafted(base: Tree, change: (draft: Tree) => void): Draft {
  const draft = new Draft(base);
  change(draft);
  return draft;
}
