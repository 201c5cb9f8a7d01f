import { contractFolder } from "./contract.ts";
import { FOLDERS } from "./language.ts";
import { suggested, wordFault } from "./names.ts";
import { packageNames } from "./packages.ts";
import { projectNames } from "./project.ts";
import { Refusal } from "./refusal.ts";
import type { Tree } from "./tree.ts";

/** @throws {Refusal} when a word is not legal in all languages. */
export function checkWord(what: string, given: string): void {
  refuse(what, given, wordFault(given), suggested(given, wordFault, ""));
}

/** @throws {Refusal} when a thing cannot have the name, or something else has it already. */
export function checkName(tree: Tree, what: string, given: string): void {
  checkWord(`the name of ${what}`, given);
  const folders = [
    contractFolder(tree, given),
    ...Object.values(FOLDERS).map((folder) => `${folder}/${given}`),
  ];
  const taken = [
    ...folders.filter((folder) => tree.exists(folder)),
    ...packageNames(tree).filter((name) => name === `@${projectNames(tree).scope}/${given}`),
  ];
  if (taken.length > 0) throw new Refusal(`the name ${given} is in use: there is ${taken.join(" and ")}`);
}

/** @throws {Refusal} with the fault of what was given, if there is one. */
export function refuse(what: string, given: string, fault?: string, suggestion?: string): void {
  if (fault === undefined) return;
  const instead = suggestion === undefined ? "" : `; what about ${suggestion}?`;
  throw new Refusal(`${what} ${fault}, but is ${JSON.stringify(given.slice(0, 60))}${instead}`);
}
