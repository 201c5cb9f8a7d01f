import { parse, patch } from "@decimalturn/toml-patch";
import { Refusal } from "../refusal.ts";

/** Changes what a TOML text says; comments, and whatever is not changed, stay as they are written. */
export function editToml<T>(text: string, edit: (value: T) => void): string {
  const value = readToml<T>(text);
  edit(value);
  return patch(text, value);
}

/** What a TOML text says. @throws {Refusal} when it is not TOML. */
export function readToml<T>(text: string): T {
  try {
    return parse(text) as T;
  } catch (error) {
    throw new Refusal(`is not TOML: ${(error as Error).message.split("\n")[0]}`);
  }
}
