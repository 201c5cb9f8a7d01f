import { readFileSync, writeFileSync } from "node:fs";

const BEGIN = "<!-- written by npm run faults -- --write -->";
const END = "<!-- end -->";

/**
 * Puts a text between the markers of a document.
 *
 * @throws {Error} when it does not have both.
 */
export function writeInto(file: string, text: string): void {
  writeFileSync(file, replaced(readFileSync(file, "utf8"), text));
}

export function replaced(document: string, text: string): string {
  const [before, rest, ...more] = document.split(BEGIN);
  const [, after] = rest?.split(END) ?? [];
  if (before === undefined || after === undefined || more.length > 0) {
    throw new Error(`the document needs ${BEGIN} and ${END}, once`);
  }
  return `${before}${BEGIN}\n\n${text}\n\n${END}${after}`;
}
