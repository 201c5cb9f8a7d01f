import { pluralOf } from "../names.ts";
import { addRow, removeRow } from "../patch/markdown.ts";
import type { EditsOf } from "./edit.ts";

const HEADING = "Where things live";

/** The README says where the service is, and what it does. */
export const docsMap: EditsOf = ({ folder, resource, callee }) => {
  const cell = `\`${folder}\``;
  const does =
    callee === undefined
      ? `computes ${pluralOf(resource)}`
      : `checks what it is asked for, and has ${callee.name} compute ${pluralOf(resource)}`;
  return [
    {
      path: "README.md",
      add: (text) => addRow(text, HEADING, [cell, does], (row) => /^\| `(apps|services-)/.test(row)),
      remove: (text) => removeRow(text, HEADING, cell),
    },
  ];
};
