import { readJson } from "./patch/json.ts";
import type { ProjectNames } from "./rename.ts";
import { readFile, type Tree } from "./tree.ts";

/** What a project was made from: its version and answers. */
export const ANSWERS_FILE = ".trivium.json";

/** The reference has no answers: it is what they are about. */
const REFERENCE: ProjectNames = { name: "trivium", scope: "trivium", module: "github.com/trivium/trivium" };

/** What a project is called. */
export function projectNames(tree: Tree): ProjectNames {
  if (!tree.exists(ANSWERS_FILE)) return REFERENCE;
  const { answers } = readFile(tree, ANSWERS_FILE, readJson<{ answers: ProjectNames }>);
  return answers;
}
