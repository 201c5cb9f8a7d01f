import type { MemoryTree } from "trivium/tree";
import type { Answers } from "../answers.ts";
import type { Skeleton } from "../skeleton.ts";
import { demo } from "./demo.ts";
import { renameOf } from "./rename.ts";
import { starter } from "./starter.ts";

/** A rendered project. */
export interface Project {
  readonly tree: MemoryTree;
  /** Paths of files that may be run. */
  readonly executable: ReadonlySet<string>;
}

/** Renders the project that answers ask for: a function of its arguments alone. */
export function renderProject(answers: Answers, skeleton: Skeleton): Project {
  const tree = answers.preset === "starter" ? starter(answers, skeleton) : demo(answers, skeleton);
  return { tree, executable: new Set(skeleton.executable.map((file) => renameOf(file, answers)(file))) };
}
