import { allOf } from "../refusal.ts";
import type { Service } from "../service.ts";
import { readFile, type Tree } from "../tree.ts";

/** What is put into a file. */
export interface Addition {
  readonly path: string;
  /** A project may do without the file. */
  readonly optional?: boolean;
  add(text: string): string;
}

/** A file that a service touches beside its own: how it is put there, and taken away again. */
export interface Edit extends Addition {
  remove(text: string): string;
}

/** Edits that a service needs, in a tree that has the service's own files. */
export type EditsOf = (service: Service, tree: Tree) => readonly Edit[];

/** @throws {Refusal} with every file that is missing or cannot be read. */
export function addAll(tree: Tree, additions: readonly Addition[]): void {
  allOf(additions.map((one) => () => change(tree, one, (text) => one.add(text))));
}

/** Undoes {@link addAll}. @throws {Refusal} with every file that is missing or cannot be read. */
export function removeAll(tree: Tree, edits: readonly Edit[]): void {
  allOf(edits.map((one) => () => change(tree, one, (text) => one.remove(text))));
}

function change(tree: Tree, { path, optional }: Addition, how: (text: string) => string): void {
  if (optional === true && !tree.exists(path)) return;
  tree.write(path, readFile(tree, path, how));
}
