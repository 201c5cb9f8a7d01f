import {
  getNodeValue,
  type JSONPath,
  type Node,
  type ParseError,
  parseTree,
  printParseErrorCode,
} from "jsonc-parser";
import { Refusal } from "../refusal.ts";
import { type Delimited, indentAt, insertItem, removeItem, spliced } from "./delimited.ts";

const LINE_WIDTH = 110;
const STEP = "  ";

/** Where a new item goes, among the keys or texts that are there. */
export type Place = (among: readonly string[], added: string) => number;

/** Before the first that is greater. */
export const sorted: Place = (among, added) => {
  const index = among.findIndex((one) => one > added);
  return index < 0 ? among.length : index;
};

/** After all others. */
export const last: Place = (among) => among.length;

/** Before a key, or last when it is not there. */
export const before = (key: string): Place => {
  return (among) => (among.includes(key) ? among.indexOf(key) : among.length);
};

/** The value of a JSON text; comments are passed over. @throws {Refusal} when it is not JSON. */
export function readJson<T>(text: string): T {
  return getNodeValue(treeOf(text)) as T;
}

/** Sets a key of the object at a path, replacing what it had; whatever else is in the text stays as it is written. */
export function setKey(
  text: string,
  path: JSONPath,
  key: string,
  value: unknown,
  place: Place = sorted,
): string {
  const object = nodeAt(text, path, "object");
  const pairs = object.children ?? [];
  const keys = pairs.map(keyOf);
  const old = pairs[keys.indexOf(key)]?.children?.[1];
  const indent = indentOfItems(text, object);
  if (old !== undefined) {
    return spliced(text, old.offset, old.offset + old.length, jsonText(value, indent, key.length + 4));
  }
  const item = `${JSON.stringify(key)}: ${jsonText(value, indent, key.length + 4)}`;
  if (pairs.length > 0) return insertItem(text, listOf(object), place(keys, key), item);
  return insertItem(text, listOf(object), 0, `\n${indent}${item}\n${indent.slice(STEP.length)}`);
}

/** Removes a key of the object at a path, if it is there. */
export function removeKey(text: string, path: JSONPath, key: string): string {
  const object = nodeAt(text, path, "object");
  return removeItem(text, listOf(object), (object.children ?? []).map(keyOf).indexOf(key));
}

/** Adds a text to the list at a path, unless it is there. */
export function addText(text: string, path: JSONPath, added: string, place: Place = sorted): string {
  const array = nodeAt(text, path, "array");
  const texts = (array.children ?? []).map((child) => String(getNodeValue(child)));
  if (texts.includes(added)) return text;
  return insertItem(text, listOf(array), place(texts, added), JSON.stringify(added));
}

/** Removes a text from the list at a path, if it is there. */
export function removeText(text: string, path: JSONPath, removed: string): string {
  const array = nodeAt(text, path, "array");
  const texts = (array.children ?? []).map((child) => getNodeValue(child) as unknown);
  return removeItem(text, listOf(array), texts.indexOf(removed));
}

/** A value as Biome writes it: an object on several lines, a list on one if it fits there. */
export function jsonText(value: unknown, indent: string, used = 0): string {
  const deeper = indent + STEP;
  if (Array.isArray(value)) {
    const items = value.map((item) => jsonText(item, deeper));
    const line = `[${items.join(", ")}]`;
    if (indent.length + used + line.length < LINE_WIDTH && !line.includes("\n")) return line;
    return `[\n${items.map((item) => deeper + item).join(",\n")}\n${indent}]`;
  }
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  const pairs = Object.entries(value).filter(([, one]) => one !== undefined);
  if (pairs.length === 0) return "{}";
  const lines = pairs.map(
    ([key, one]) => `${deeper}${JSON.stringify(key)}: ${jsonText(one, deeper, key.length + 4)}`,
  );
  return `{\n${lines.join(",\n")}\n${indent}}`;
}

function treeOf(text: string): Node {
  const errors: ParseError[] = [];
  const tree = parseTree(text, errors, { allowTrailingComma: true });
  const [error] = errors;
  if (error !== undefined) {
    const line = text.slice(0, error.offset).split("\n").length;
    throw new Refusal(`is not JSON: ${printParseErrorCode(error.error)} in line ${line}`);
  }
  if (tree === undefined) throw new Refusal("is not JSON: it is empty");
  return tree;
}

function nodeAt(text: string, path: JSONPath, type: "object" | "array"): Node {
  let node: Node | undefined = treeOf(text);
  for (const step of path) {
    node =
      typeof step === "number"
        ? node?.children?.[step]
        : node?.children?.find((pair) => keyOf(pair) === step)?.children?.[1];
  }
  if (node?.type !== type) throw new Refusal(`has no ${type} at ${path.join(".") || "its top"}`);
  return node;
}

function keyOf(pair: Node): string {
  return String(pair.children?.[0]?.value);
}

function listOf({ offset, length, children = [] }: Node): Delimited {
  return {
    inner: { start: offset + 1, end: offset + length - 1 },
    items: children.map((child) => ({ start: child.offset, end: child.offset + child.length })),
  };
}

function indentOfItems(text: string, { offset, children: [first] = [] }: Node): string {
  return first === undefined ? indentAt(text, offset) + STEP : indentAt(text, first.offset);
}
