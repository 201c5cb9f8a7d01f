import { readFileSync } from "node:fs";
import { join } from "node:path";
import { brotliDecompressSync } from "node:zlib";
import type { Choice } from "./choices.ts";

/** Where the package keeps what projects are made of, beside the program. */
export const SKELETON_FILE = "skeleton.json.br";

/** What projects are made of: files of the reference, as they are, and templates for what is a project's own. */
export interface Skeleton {
  /** Of the package that it was gathered for. */
  readonly version: string;
  /** Files of the reference by path: text, or base64 after "base64:". */
  readonly reference: Readonly<Record<string, string>>;
  /** Templates by the path of what they become. */
  readonly template: Readonly<Record<string, string>>;
  /** The same of what can be chosen, by choice. */
  readonly choices: Readonly<Record<Choice, Readonly<Record<string, string>>>>;
  /** Paths of the reference's files that may be run. */
  readonly executable: readonly string[];
}

const BASE64 = "base64:";

/** A file's content as a skeleton holds it. */
export function encoded(content: Buffer): string {
  const text = content.toString("utf8");
  return Buffer.from(text).equals(content) ? text : BASE64 + content.toString("base64");
}

/** The same back. */
export function decoded(text: string): Buffer {
  return text.startsWith(BASE64) ? Buffer.from(text.slice(BASE64.length), "base64") : Buffer.from(text);
}

/** Reads the skeleton in a folder. */
export function readSkeleton(folder: string): Skeleton {
  return JSON.parse(brotliDecompressSync(readFileSync(join(folder, SKELETON_FILE))).toString()) as Skeleton;
}
