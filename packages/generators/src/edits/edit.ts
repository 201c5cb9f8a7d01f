import { allOf } from "../refusal.ts";
import type { Service } from "../service.ts";
import { readFile, type Tree } from "../tree.ts";

/** A file that a service touches beside its own: how it is put there, and taken away again. */
export interface Edit {
  readonly path: string;
  /** A project may do without the file. */
  readonly optional?: boolean;
  add(text: string): string;
  remove(text: string): string;
}

/** Edits that a service needs, in a tree that has the service's own files. */
export type EditsOf = (service: Service, tree: Tree) => readonly Edit[];

/** Does or undoes edits. @throws {Refusal} with every file that is missing or cannot be read. */
export function edit(tree: Tree, edits: readonly Edit[], direction: "add" | "remove"): void {
  allOf(
    edits.map((one) => () => {
      if (one.optional === true && !tree.exists(one.path)) return;
      tree.write(
        one.path,
        readFile(tree, one.path, (text) => one[direction](text)),
      );
    }),
  );
}
