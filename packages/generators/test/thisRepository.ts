import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { MemoryTree } from "../src/tree.ts";

const ROOT = resolve(import.meta.dirname, "../../..");

/** The files of this repository that are, or are about to be, in git. */
export function thisRepository(): MemoryTree {
  const printed = execFileSync("git", ["ls-files", "--cached", "--others", "--exclude-standard"], {
    cwd: ROOT,
    encoding: "utf8",
  });
  const tree = new MemoryTree();
  for (const file of printed.trim().split("\n")) {
    if (existsSync(join(ROOT, file))) tree.write(file, readFileSync(join(ROOT, file)));
  }
  return tree;
}
