import { projectNames } from "./project.ts";
import type { Tree } from "./tree.ts";

/** The folder of a contract. */
export function contractFolder(tree: Tree, contract: string): string {
  return `proto/${projectNames(tree).name.replaceAll("-", "_")}/${contract}`;
}

/** The file of a contract's service. */
export function contractFile(tree: Tree, contract: string): string {
  return `${contractFolder(tree, contract)}/v1/${contract}_service.proto`;
}

/** Names of a contract's methods, in the order in which they stand there; none when there is no such contract. */
export function methodsOf(tree: Tree, contract: string): string[] {
  const text = tree.read(contractFile(tree, contract), "utf8") ?? "";
  return [...text.matchAll(/^\s*rpc\s+(\w+)\s*\(/gm)].map(([, name = ""]) => name);
}
