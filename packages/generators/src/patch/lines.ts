/** Adds a line among those of its kind, before the first that is greater; without one, at the end. */
export function addLine(text: string, added: string, kind: (line: string) => boolean): string {
  const lines = text === "" ? [] : text.replace(/\n$/, "").split("\n");
  if (lines.includes(added)) return text;
  const greater = lines.findIndex((line) => kind(line) && line > added);
  const index = greater < 0 ? lines.findLastIndex(kind) + 1 || lines.length : greater;
  return `${lines.toSpliced(index, 0, added).join("\n")}\n`;
}

/** The text without a line. */
export function removeLine(text: string, removed: string): string {
  return text
    .split("\n")
    .filter((line) => line !== removed)
    .join("\n");
}
