/** Where something stands in a text. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** Items between brackets, parted by commas: what JSON has, and YAML in its flow style. */
export interface Delimited {
  /** What is between the brackets. */
  readonly inner: Span;
  readonly items: readonly Span[];
}

/** Puts an item before the one at an index, or last; every line of it but the first is indented already. */
export function insertItem(
  text: string,
  { inner, items }: Delimited,
  index: number,
  item: string,
  padding = "",
): string {
  const next = items[index];
  const last = items.at(-1);
  if (next !== undefined) return spliced(text, next.start, next.start, item + separator(text, inner, next));
  if (last !== undefined) return spliced(text, last.end, last.end, separator(text, inner, last) + item);
  return spliced(text, inner.start, inner.end, padding + item + padding);
}

/** The text without the item at an index; undoes {@link insertItem}. */
export function removeItem(text: string, { inner, items }: Delimited, index: number): string {
  const item = items[index];
  const next = items[index + 1];
  const before = items[index - 1];
  if (item === undefined) return text;
  if (next !== undefined) return spliced(text, item.start, next.start, "");
  if (before !== undefined) return spliced(text, before.end, item.end, "");
  return spliced(text, inner.start, inner.end, "");
}

/** Replaces a part of a text. */
export function spliced(text: string, start: number, end: number, by: string): string {
  return text.slice(0, start) + by + text.slice(end);
}

/** How far the line is indented on which something stands. */
export function indentAt(text: string, offset: number): string {
  const line = text.slice(text.lastIndexOf("\n", offset - 1) + 1);
  return /^[ \t]*/.exec(line)?.[0] ?? "";
}

/** Items stand on lines of their own, or all on one. */
function separator(text: string, inner: Span, item: Span): string {
  const own = text.slice(inner.start, item.start).includes("\n");
  return own ? `,\n${indentAt(text, item.start)}` : ", ";
}
