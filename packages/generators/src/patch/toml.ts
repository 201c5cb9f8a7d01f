import { type AST, getStaticTOMLValue, parseTOML } from "toml-eslint-parser";
import { Refusal } from "../refusal.ts";
import { type Delimited, insertItem, removeItem, type Span } from "./delimited.ts";
import { type Place, sorted } from "./json.ts";

/** What a TOML text says. @throws {Refusal} when it is not TOML. */
export function readToml<T>(text: string): T {
  return getStaticTOMLValue(parsed(text)) as T;
}

/** Adds a text to the array at a path, unless it is there; whatever else is in the text stays as it is written. */
export function addToArray(
  text: string,
  path: readonly string[],
  added: string,
  place: Place = sorted,
): string {
  const array = arrayAt(text, path);
  if (array.texts.includes(added)) return text;
  return insertItem(text, array, place(array.texts, added), JSON.stringify(added));
}

/** Removes a text from the array at a path, if it is there. */
export function removeFromArray(text: string, path: readonly string[], removed: string): string {
  const array = arrayAt(text, path);
  return removeItem(text, array, array.texts.indexOf(removed));
}

function parsed(text: string): AST.TOMLProgram {
  try {
    return parseTOML(text);
  } catch (error) {
    throw new Refusal(`is not TOML: ${(error as Error).message}`);
  }
}

function arrayAt(text: string, path: readonly string[]): Delimited & { texts: string[] } {
  const [top] = parsed(text).body;
  const tables = top.body.filter((node) => node.type === "TOMLTable");
  const [name = ""] = path.slice(-1);
  const table = tables.find(({ resolvedKey }) => resolvedKey.join(".") === path.slice(0, -1).join("."));
  const value = table?.body.find(({ key }) => keyOf(key) === name)?.value;
  if (value?.type !== "TOMLArray") throw new Refusal(`has no array at ${path.join(".")}`);
  return {
    inner: { start: value.range[0] + 1, end: value.range[1] - 1 },
    items: value.elements.map(({ range: [start, end] }): Span => ({ start, end })),
    texts: value.elements.map((element) => (element.type === "TOMLValue" ? String(element.value) : "")),
  };
}

function keyOf({ keys }: AST.TOMLKey): string {
  return keys.map((key) => (key.type === "TOMLBare" ? key.name : key.value)).join(".");
}
