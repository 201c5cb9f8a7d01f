import { Refusal } from "../refusal.ts";

/**
 * Adds lines to the end of the block that the first fitting line opens, in code that its language's
 * formatter has laid out: the block ends where a brace stands alone at the start of a line.
 */
export function addToBlock(text: string, opening: RegExp, added: readonly string[]): string {
  const lines = text.split("\n");
  const start = lines.findIndex((line) => opening.test(line));
  const end = lines.indexOf("}", start);
  if (start < 0 || end < 0) throw new Refusal(`has no block that begins like ${opening.source}`);
  return lines.toSpliced(end, 0, ...added).join("\n");
}
