import { checkName, checkWord } from "../checks.ts";
import { contractFile, methodsOf } from "../contract.ts";
import { allOf, Refusal } from "../refusal.ts";
import { contractNames, render, writeNew } from "../templates.ts";
import type { Tree } from "../tree.ts";

/** What a contract is to be. */
export interface ContractRequest {
  /** One word. */
  readonly name: string;
  /** What it is about, one word in the singular; unless said otherwise, items of its name. */
  readonly resource?: string | undefined;
}

/**
 * Adds a contract that nobody serves yet; nothing, when it is there already.
 *
 * @throws {Refusal} with every reason, and the tree as it was.
 */
export function addContract(tree: Tree, { name, resource = `${name}item` }: ContractRequest): void {
  const rename = contractNames(tree, name, resource);
  const files = render(tree, ["contract"], rename);
  if (tree.exists(contractFile(tree, name))) {
    const [about = ""] = methodsOf(tree, name);
    if ([...files].every(([path, text]) => tree.read(path, "utf8") === text)) return;
    throw new Refusal(`${contractFile(tree, name)} is there already, and begins with the method ${about}`);
  }
  allOf([() => checkName(tree, "a contract", name), () => checkWord("a resource", resource)]);
  writeNew(tree, files);
}
