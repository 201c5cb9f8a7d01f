import type { MethodName } from "./methodName.ts";
import { projectNames } from "./project.ts";
import { Refusal } from "./refusal.ts";
import { inEveryCase, projectRules, type Rename, type Rule, renaming, resourceRules } from "./rename.ts";
import type { Service } from "./service.ts";
import { filesBelow, type Tree, textOf } from "./tree.ts";

/** Where templates are, from the project's folder. */
const TEMPLATES = "packages/generators/template";

/** Names that templates call a service by, in whichever language. */
const ACTORS = ["gopher", "ferris", "hermit"];

/** Renders the templates of one folder after another into a tree; of two for one file the later counts. */
export function render(tree: Tree, folders: readonly string[], rename: Rename): Map<string, string> {
  const files = new Map<string, string>();
  for (const folder of folders) {
    const from = `${TEMPLATES}/${folder}`;
    for (const file of filesBelow(tree, from)) {
      const path = rename(file.slice(from.length + 1).replace(/\.tmpl$/, ""));
      files.set(path, rename(textOf(tree, file)));
    }
  }
  return files;
}

/** Gives templates the names of a contract, and of what it is about. */
export function contractNames(tree: Tree, contract: string, resource: string): Rename {
  return renaming([...contractRules(contract, resource), ...projectRules(projectNames(tree))]);
}

/** Gives templates the names of a service, and of the one that computes for it. */
export function serviceNames(tree: Tree, service: Service): Rename {
  return renaming([...serviceRules(service), ...projectRules(projectNames(tree))]);
}

/** Gives templates the names of a method, and of its service. */
export function methodNames(
  tree: Tree,
  service: Service,
  { pascal, camel, snake, kebab }: MethodName,
): Rename {
  return renaming([
    ["WarbleSong", pascal],
    ["warbleSong", camel],
    ["warble_song", snake],
    ["warble-song", kebab],
    ...serviceRules(service),
    ...projectRules(projectNames(tree)),
  ]);
}

function serviceRules({ name, contract, resource, port, adminPort, callee }: Service): Rule[] {
  return [
    ...ACTORS.flatMap((actor) => inEveryCase(actor, name)),
    ...contractRules(contract, resource),
    ...(callee === undefined ? [] : calleeRules(callee)),
    ["50050", String(port)],
    ["9050", String(adminPort)],
  ];
}

function contractRules(contract: string, resource: string): Rule[] {
  return [...inEveryCase("ostrich", contract), ...resourceRules("gizmo", resource)];
}

function calleeRules({ name, resource, port }: Service): Rule[] {
  return [...inEveryCase("heron", name), ...resourceRules("doodad", resource), ["50040", String(port)]];
}

/** Writes files that are not there yet. @throws {Refusal} naming each that is, and says something else. */
export function writeNew(tree: Tree, files: ReadonlyMap<string, string>): void {
  const taken = new Set([...files.keys()].filter((path) => tree.exists(path)));
  for (const [path, text] of files) if (!taken.has(path)) tree.write(path, text);
  const others = [...taken].filter((path) => tree.read(path, "utf8") !== files.get(path));
  if (others.length > 0) throw new Refusal(...others.map((path) => `${path} is there already`));
}
