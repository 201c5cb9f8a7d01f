import { contractFile, contractFolder } from "../contract.ts";
import { removeAll } from "../edits/edit.ts";
import { editsOf } from "../edits/index.ts";
import { allOf, Refusal } from "../refusal.ts";
import { GATEWAY, type Service, serviceOf, servicesOf, twinOf } from "../service.ts";
import { filesBelow, isIn, type Tree, textOf } from "../tree.ts";
import { gatewayMethods } from "./method.ts";
import { removeMigration } from "./migration.ts";
import { filesOf } from "./service.ts";

/**
 * Removes a service with its contract, or a contract that nobody serves, and everything that knows of it.
 *
 * @throws {Refusal} with every reason, and the tree as it was.
 */
export function remove(tree: Tree, name: string): void {
  if (name === GATEWAY) throw new Refusal("the gateway stays: it is where callers come in");
  if (!Object.hasOwn(servicesOf(tree), name) && tree.exists(contractFile(tree, name))) {
    removeContract(tree, name);
    return;
  }
  const service = serviceOf(tree, name);
  const moving = callersOf(tree, name).find((caller) => twinOf(caller)?.name === name);
  if (moving !== undefined) {
    removeMigration(tree, moving, service);
    return;
  }
  if (service.resource === "") {
    throw new Refusal(
      `${name} has another shape than what generators make: they cannot tell what is its own`,
    );
  }
  const methods = gatewayMethods(tree, service);
  const files = [...filesOf(tree, service).keys(), ...methods.flatMap((method) => [...method.files.keys()])];
  const own = [...files, service.folder];
  const paths = service.contract === name ? [...own, contractFolder(tree, name)] : own;
  allOf([() => checkCallers(tree, name), () => service.contract === name && checkUsers(tree, name, paths)]);
  removeAll(tree, [...editsOf(service, tree), ...methods.flatMap(({ edits }) => edits)]);
  for (const path of paths) tree.delete(path);
}

function removeContract(tree: Tree, name: string): void {
  const folder = contractFolder(tree, name);
  checkUsers(tree, name, [folder]);
  tree.delete(folder);
}

function checkCallers(tree: Tree, name: string): void {
  const callers = callersOf(tree, name).map((caller) => caller.name);
  if (callers.length > 0) throw new Refusal(`${name} is called by ${callers.join(" and ")}`);
}

function callersOf(tree: Tree, name: string): Service[] {
  return Object.entries(servicesOf(tree))
    .filter(([caller, { calls = [] }]) => caller !== GATEWAY && calls.includes(name))
    .map(([caller]) => serviceOf(tree, caller));
}

/** Where code is that may use a contract. */
const CODE_FOLDERS = ["apps", "packages", "proto", "services-go", "services-rust", "services-ts", "tests"];
const CODE = /\.(go|proto|rs|ts|tsx)$/;
/** What is generated of a contract goes with it; what makes services only has names like theirs. */
const INNOCENT = /(^|\/)gen\/|^packages\/(create-trivium|generators)\//;
const SHOWN = 5;

function checkUsers(tree: Tree, contract: string, own: readonly string[]): void {
  const imported = new RegExp(`(contracts(/|::)|(gen|")/?\\w+/)${contract}(/|::)v1\\b`);
  const users = CODE_FOLDERS.flatMap((folder) => filesBelow(tree, folder)).filter(
    (file) =>
      CODE.test(file) &&
      !INNOCENT.test(file) &&
      !own.some((path) => isIn(path, file)) &&
      imported.test(textOf(tree, file)),
  );
  if (users.length === 0) return;
  const more = users.length > SHOWN ? ` and ${users.length - SHOWN} more` : "";
  throw new Refusal(`the contract of ${contract} is used by ${users.slice(0, SHOWN).join(", ")}${more}`);
}
