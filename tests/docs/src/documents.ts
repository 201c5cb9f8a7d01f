import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";

/** The repository's folder. */
export const ROOT = resolve(import.meta.dirname, "../../..");

/** A document of the repository. */
export interface Document {
  /** Its path from the repository's folder. */
  readonly path: string;
  readonly text: string;
}

/** Text of a file, by its path from the repository's folder. */
export function read(path: string): string {
  return readFileSync(join(ROOT, path), "utf8");
}

/** Every document of the repository, new ones included. */
export function documents(): Document[] {
  const listed = execFileSync(
    "git",
    ["ls-files", "--cached", "--others", "--exclude-standard", "--", "*.md"],
    { cwd: ROOT, encoding: "utf8" },
  );
  return [...new Set(listed.trim().split("\n"))].map((path) => ({ path, text: read(path) }));
}

/** What a document links to in this repository: paths from the repository's folder, and anchors. */
export function linksIn({ path, text }: Document): { file: string; anchor: string }[] {
  return [...text.matchAll(/\]\(([^)\s]+)\)/g)].flatMap(([, target = ""]) => {
    if (/^[a-z]+:/.test(target)) return [];
    const [file = "", anchor = ""] = target.split("#");
    return [{ file: file === "" ? path : join(dirname(path), file), anchor }];
  });
}

/** The anchors of a document's headings, as GitHub makes them. */
export function anchorsOf(text: string): string[] {
  return [...text.matchAll(/^#+ (.*)$/gm)].map(([, heading = ""]) =>
    heading
      .toLowerCase()
      .replace(/[^\p{Letter}\p{Number} _-]/gu, "")
      .replaceAll(" ", "-"),
  );
}

/** What a document sets as code, in a line or in a block. */
export function codeIn({ text }: Document): string[] {
  const blocks = [...text.matchAll(/^```\w*\n(.*?)^```/gms)].flatMap(([, block = ""]) => block.split("\n"));
  const spans = [...text.replaceAll(/^```.*?^```/gms, "").matchAll(/`([^`\n]+)`/g)];
  return [...blocks, ...spans.map(([, span = ""]) => span)];
}
