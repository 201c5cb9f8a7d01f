import { type Tree, textOf } from "trivium/tree";

/** Replaces texts in a file, each of which must be there. */
export function edit(
  tree: Tree,
  file: string,
  changes: readonly (readonly [from: string | RegExp, to: string])[],
): void {
  let text = textOf(tree, file);
  for (const [from, to] of changes) {
    const changed = text.replace(from, () => to);
    if (changed === text) throw new Error(`${file} no longer has ${String(from)}`);
    text = changed;
  }
  tree.write(file, text);
}
