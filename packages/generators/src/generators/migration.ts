import { checkName } from "../checks.ts";
import { addAll, removeAll } from "../edits/edit.ts";
import { editsOf } from "../edits/index.ts";
import { twinEdits, twinFirst } from "../edits/twin.ts";
import { FOLDERS } from "../language.ts";
import { allOf, Refusal } from "../refusal.ts";
import { freePorts, type Service, serviceOf, servicesOf, twinOf } from "../service.ts";
import { render, serviceNames, writeNew } from "../templates.ts";
import { type Tree, textOf } from "../tree.ts";
import { answerAdded } from "./method.ts";
import { filesOf } from "./service.ts";

/** Which service gets a twin, and what that is called. */
export interface MigrationRequest {
  readonly service: string;
  /** One word; the service's name with "twin" behind it, unless said otherwise. */
  readonly name?: string | undefined;
}

/**
 * Gives a service in Go a twin in Rust, and puts a rollout between the two, at stage off; nothing, when it has that
 * twin already.
 *
 * @throws {Refusal} with every reason, and the tree as it was.
 */
export function addMigration(tree: Tree, { service: of, name = `${of}twin` }: MigrationRequest): void {
  checkKit(tree);
  const service = serviceOf(tree, of);
  if (twinOf(service)?.name === name) return;
  allOf([() => checkMovable(service), () => checkName(tree, "a twin", name)]);
  const twin: Service = {
    ...service,
    name,
    language: "rust",
    folder: `${FOLDERS.rust}/${name}`,
    ...freePorts(servicesOf(tree)),
    callee: undefined,
    route: undefined,
  };
  const moving = { ...service, callee: twin };
  allOf([
    () => replace(tree, seamOf(tree, service), seamOf(tree, moving)),
    () => writeNew(tree, filesOf(tree, twin)),
  ]);
  addAll(tree, [twinFirst(service, twin), ...editsOf(twin, tree), ...twinEdits(moving, tree)]);
  answerAdded(tree, twin);
}

/**
 * Takes a twin away again: its service computes in Go alone.
 *
 * @throws {Refusal} with every reason, and the tree as it was.
 */
export function removeMigration(tree: Tree, service: Service, twin: Service): void {
  replace(tree, seamOf(tree, service), seamOf(tree, { ...service, callee: undefined }));
  removeAll(tree, [...twinEdits(service, tree), ...editsOf(twin, tree)]);
  for (const path of [...filesOf(tree, twin).keys(), twin.folder]) tree.delete(path);
}

const KIT = ["services-go/experiment", "packages/cli", "apps/gateway/src/backends/rolloutBackend.ts"];

function checkKit(tree: Tree): void {
  if (KIT.every((path) => tree.exists(path))) return;
  throw new Refusal("the migration kit is not here: npx create-trivium update --migration-kit adds it");
}

function checkMovable(service: Service): void {
  const { name, language, callee, resource, route } = service;
  const twin = twinOf(service);
  if (twin !== undefined) throw new Refusal(`${name} has a twin already: ${twin.name}`);
  if (language !== "go") throw new Refusal(`${name} is in ${language}: only a service in Go gets a twin`);
  if (callee !== undefined)
    throw new Refusal(`${name} has ${callee.name} compute for it: it has nothing to move`);
  if (resource === "") {
    throw new Refusal(`${name} has another shape than what generators make: they cannot tell what to move`);
  }
  if (route === undefined) throw new Refusal(`${name} is not behind the gateway, which steers rollouts`);
}

/** The files that differ between a service that computes alone and one that has a twin. */
function seamOf(tree: Tree, service: Service): Map<string, string> {
  const folders = twinOf(service) === undefined ? ["service/go-computing"] : ["migration"];
  const files = render(tree, folders, serviceNames(tree, service));
  const seam = `${service.folder}/internal/hotpath/`;
  return new Map([...files].filter(([path]) => path.startsWith(seam) || !path.startsWith(service.folder)));
}

/** Puts files in the place of others. @throws {Refusal} naming each that is no longer what the generator had written. */
function replace(tree: Tree, before: ReadonlyMap<string, string>, after: ReadonlyMap<string, string>): void {
  const changed = [...before].filter(
    ([path, text]) => !tree.exists(path) || !isSame(textOf(tree, path), text),
  );
  if (changed.length > 0) {
    throw new Refusal(
      ...changed.map(([path]) => `${path} is not what the generator had written: it would be lost`),
    );
  }
  for (const path of before.keys()) tree.delete(path);
  writeNew(tree, after);
}

/** Whether two texts differ in nothing but the order of their imports, and spaces: formatters change those. */
function isSame(one: string, other: string): boolean {
  return essence(one) === essence(other);
}

function essence(text: string): string {
  const lines = text.split("\n").map((line) => line.trim().replaceAll(/\s+/g, " "));
  return lines
    .filter((line) => line !== "")
    .toSorted()
    .join("\n");
}
