import { isMap, isScalar, isSeq, type Node, type Pair, parseDocument, type YAMLMap } from "yaml";
import { Refusal } from "../refusal.ts";
import { type Delimited, indentAt, insertItem, removeItem, spliced } from "./delimited.ts";
import { type Place, sorted } from "./json.ts";

const STEP = "  ";

/** How an entry is added. */
export interface EntryStyle {
  readonly place?: Place;
  /** With an empty line between it and the entry before. */
  readonly spaced?: boolean;
}

/** Keys of the mapping at a path; nothing when there is none. @throws {Refusal} when the text is not YAML. */
export function keysIn(text: string, path: readonly string[]): string[] | undefined {
  return findMap(text, path)?.items.map(keyOf);
}

/**
 * Adds an entry to the mapping at a path, unless it has that key; whatever else is in the text stays as it
 * is written. The value is YAML: nothing, one line, or lines that start with a line break.
 */
export function addEntry(
  text: string,
  path: readonly string[],
  key: string,
  value: string,
  { place = sorted, spaced = false }: EntryStyle = {},
): string {
  const map = mapAt(text, path);
  const keys = map.items.map(keyOf);
  if (keys.includes(key)) return text;
  const index = place(keys, key);
  if (map.flow === true && (map.items.length > 0 || !value.startsWith("\n"))) {
    return insertItem(text, listOf(map), index, `${key}: ${value}`, " ");
  }
  const indent = map.flow === true ? STEP.repeat(path.length) : indentAt(text, startOf(map.items[0]));
  const inLine = value === "" || value.startsWith("\n") ? value : ` ${value}`;
  const entry = `${key}:${inLine.replaceAll(/\n(?=.)/g, `\n${indent}`)}`;
  if (map.items.length === 0) {
    const [start = 0, end = 0] = map.range ?? [];
    return spliced(text, text.slice(0, start).trimEnd().length, end, `\n${indent}${entry}`);
  }
  const previous = map.items[index - 1];
  if (previous === undefined) {
    const start = text.lastIndexOf("\n", startOf(map.items[0])) + 1;
    return spliced(text, start, start, `${indent}${entry}\n${spaced ? "\n" : ""}`);
  }
  const end = lineEndOf(text, previous);
  return spliced(text, end, end, `\n${spaced ? "\n" : ""}${indent}${entry}`);
}

/** Removes an entry of the mapping at a path, if it is there; undoes {@link addEntry}. */
export function removeEntry(text: string, path: readonly string[], key: string): string {
  const map = mapAt(text, path);
  const index = map.items.findIndex((pair) => keyOf(pair) === key);
  const pair = map.items[index];
  if (pair === undefined) return text;
  if (map.flow === true) return removeItem(text, listOf(map), index);
  const previous = map.items[index - 1];
  if (previous !== undefined) return spliced(text, lineEndOf(text, previous), lineEndOf(text, pair), "");
  const start = text.lastIndexOf("\n", startOf(pair)) + 1;
  const next = map.items[index + 1];
  if (next === undefined) return spliced(text, start - 1, lineEndOf(text, pair), " {}");
  return spliced(text, start, text.lastIndexOf("\n", startOf(next)) + 1, "");
}

/** Adds a text to the end of the list at a path, unless it is there; the list is in flow style. */
export function addToList(text: string, path: readonly string[], added: string): string {
  const list = listAt(text, path);
  const index = list.items.length;
  return list.texts.includes(added) ? text : insertItem(text, list, index, added);
}

/** Removes a text from the list at a path, if it is there. */
export function removeFromList(text: string, path: readonly string[], removed: string): string {
  const list = listAt(text, path);
  return removeItem(text, list, list.texts.indexOf(removed));
}

function listAt(text: string, path: readonly string[]): Delimited & { texts: string[] } {
  const node = nodeAt(text, path);
  if (!isSeq<Node>(node) || node.flow !== true) throw new Refusal(`has no [list] at ${path.join(".")}`);
  const [start = 0, end = 0] = node.range ?? [];
  return {
    inner: { start: start + 1, end: end - 1 },
    items: node.items.map(({ range }) => ({ start: range?.[0] ?? 0, end: range?.[1] ?? 0 })),
    texts: node.items.map((item) => (isScalar(item) ? String(item.value) : "")),
  };
}

function findMap(text: string, path: readonly string[]): YAMLMap<Node, Node | null> | undefined {
  const node = nodeAt(text, path);
  return isMap(node) ? (node as YAMLMap<Node, Node | null>) : undefined;
}

function nodeAt(text: string, path: readonly string[]): unknown {
  const document = parseDocument(text);
  const [error] = document.errors;
  if (error !== undefined) throw new Refusal(`is not YAML: ${error.message.split("\n")[0]}`);
  return path.length === 0 ? document.contents : document.getIn(path, true);
}

function mapAt(text: string, path: readonly string[]): YAMLMap<Node, Node | null> {
  const map = findMap(text, path);
  if (map === undefined) throw new Refusal(`has no mapping at ${path.join(".") || "its top"}`);
  return map;
}

function keyOf({ key }: Pair<Node, Node | null>): string {
  return isScalar(key) ? String(key.value) : "";
}

function startOf(pair: Pair<Node, Node | null> | undefined): number {
  return pair?.key.range?.[0] ?? 0;
}

/** The end of the line on which an entry ends. */
function lineEndOf(text: string, { key, value }: Pair<Node, Node | null>): number {
  const end = Math.max(key.range?.[1] ?? 0, value === null ? 0 : contentEnd(value));
  const line = text.indexOf("\n", text.slice(0, end).trimEnd().length);
  return line < 0 ? text.length : line;
}

/** Where a node ends; the comments and empty lines after it are not its own. */
function contentEnd(node: Node): number {
  if (!(isMap(node) || isSeq(node)) || node.flow === true) return node.range?.[1] ?? 0;
  const last: unknown = node.items.at(-1);
  const pair = last as Partial<Pair<Node, Node | null>> | undefined;
  const end = isSeq(node) ? (last as Node) : (pair?.value ?? pair?.key);
  return end === undefined ? (node.range?.[1] ?? 0) : contentEnd(end);
}

function listOf(map: YAMLMap<Node, Node | null>): Delimited {
  const [start = 0, end = 0] = map.range ?? [];
  return {
    inner: { start: start + 1, end: end - 1 },
    items: map.items.map(({ key, value }) => ({
      start: key.range?.[0] ?? 0,
      end: value?.range?.[1] ?? key.range?.[1] ?? 0,
    })),
  };
}
