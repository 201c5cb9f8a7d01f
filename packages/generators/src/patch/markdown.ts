import { Refusal } from "../refusal.ts";

/** The rows of the first table under a heading: where they begin and end among the lines of a text. */
function rowsUnder(lines: readonly string[], heading: string): { first: number; end: number } {
  const title = lines.findIndex((line) => /^#+ /.test(line) && line.replace(/^#+ /, "") === heading);
  const ruler =
    title < 0 ? -1 : lines.findIndex((line, index) => index > title && /^\|[\s:|-]+\|$/.test(line));
  const next = lines.findIndex((line, index) => index > title && /^#+ /.test(line));
  if (ruler < 0 || (next >= 0 && next < ruler)) throw new Refusal(`has no table under "${heading}"`);
  const length = lines.slice(ruler + 1).findIndex((line) => !line.startsWith("|"));
  return { first: ruler + 1, end: length < 0 ? lines.length : ruler + 1 + length };
}

const rowOf = (cells: readonly string[]) => `| ${cells.join(" | ")} |`;

/** Adds a row to the table under a heading, after the last row for which it is said, or last; unless it is there. */
export function addRow(
  text: string,
  heading: string,
  cells: readonly string[],
  after: (row: string) => boolean,
): string {
  const lines = text.split("\n");
  const { first, end } = rowsUnder(lines, heading);
  const row = rowOf(cells);
  if (lines.slice(first, end).some((line) => line.startsWith(`| ${cells[0]} |`))) return text;
  const index = lines.slice(first, end).findLastIndex(after);
  return lines.toSpliced(index < 0 ? end : first + index + 1, 0, row).join("\n");
}

/** Removes the row of the table under a heading that begins with a cell. */
export function removeRow(text: string, heading: string, cell: string): string {
  const lines = text.split("\n");
  const { first, end } = rowsUnder(lines, heading);
  return lines
    .filter((line, index) => index < first || index >= end || !line.startsWith(`| ${cell} |`))
    .join("\n");
}
