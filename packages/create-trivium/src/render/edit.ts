import { type Tree, textOf } from "../tree.ts";

/** A text, or what matches a pattern, and what stands there instead. */
export type Change = readonly [from: string | RegExp, to: string];

/** Replaces texts in a file, each of which must be there: when the reference has changed, this says so. */
export function edit(tree: Tree, file: string, changes: readonly Change[]): void {
  let text = textOf(tree, file);
  for (const [from, to] of changes) {
    const changed = text.replace(from, () => to);
    if (changed === text) throw new Error(`${file} no longer has ${String(from)}`);
    text = changed;
  }
  tree.write(file, text);
}
