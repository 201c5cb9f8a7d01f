import { addRow } from "trivium/patch/markdown";
import { type Tree, textOf } from "trivium/tree";

const README = "README.md";

/** Adds a row to what the README says of where things live, below that of another folder. */
export function addPlace(tree: Tree, cells: readonly [path: string, what: string], below: string): void {
  const isAbove = (row: string) => row.startsWith(`| \`${below}\` `);
  tree.write(README, addRow(textOf(tree, README), "Where things live", cells, isAbove));
}
