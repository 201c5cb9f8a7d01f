import { readFileSync } from "node:fs";
import { join } from "node:path";
import { ROOT } from "../root.ts";
import { ownerOf, type Project } from "./graph.ts";
import type { Spelling } from "./spelling.ts";

/** They tell of the contracts, and use nothing of them. */
const DOCUMENT = /\.(md|png)$/;

/**
 * The projects whose own files spell one of some parts of the contracts. That is enough: a
 * value of a type that a project does not name comes to it from something that contains the
 * type, which counts as changed, too, or from a project that it needs.
 */
export function usersOf(
  spellings: readonly Spelling[],
  files: readonly string[],
  projects: readonly Project[],
): Project[] {
  const filesByProject = Map.groupBy(
    files.filter((file) => !DOCUMENT.test(file)),
    (file) => ownerOf(file, projects),
  );
  return projects.filter((project) => {
    const text = (filesByProject.get(project) ?? []).map(read).join("\n");
    return spellings.some(({ module, name }) => module.test(text) && name.test(text));
  });
}

const read = (file: string) => readFileSync(join(ROOT, file), "utf8");
