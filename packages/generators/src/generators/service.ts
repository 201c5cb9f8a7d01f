import { checkName, checkWord } from "../checks.ts";
import { contractFile } from "../contract.ts";
import { addAll } from "../edits/edit.ts";
import { editsOf } from "../edits/index.ts";
import { FOLDERS, languageOf } from "../language.ts";
import { pluralOf } from "../names.ts";
import { allOf, Refusal } from "../refusal.ts";
import { freePorts, type Service, serviceOf, servicesOf, twinOf } from "../service.ts";
import { render, serviceNames, writeNew } from "../templates.ts";
import type { Tree } from "../tree.ts";

/** What a service is to be. */
export interface ServiceRequest {
  /** One word. */
  readonly name: string;
  /** go, rust or ts. */
  readonly language: string;
  /** What it serves, one word in the singular; unless said otherwise, items of its name. */
  readonly resource?: string | undefined;
  /** The service that computes for it; without one it computes by itself. */
  readonly calls?: string | undefined;
  /** Only other services call it: the gateway has no route to it. */
  readonly internal?: boolean | undefined;
}

/**
 * Adds a service, and everything that has to know of it; nothing, when it is there already.
 *
 * @throws {Refusal} with every reason, and the tree as it was.
 */
export function addService(tree: Tree, request: ServiceRequest): void {
  const resource = request.resource ?? `${request.name}item`;
  const asked = { ...request, resource };
  if (isThere(tree, asked)) return;
  allOf([
    () => languageOf(request.language),
    () => checkName(tree, "a service", request.name),
    () => request.resource !== undefined && checkWord("a resource", request.resource),
    () => checkResource(tree, asked),
    () => checkCallee(tree, request),
  ]);
  const language = languageOf(request.language);
  const service: Service = {
    name: request.name,
    language,
    folder: `${FOLDERS[language]}/${request.name}`,
    ...freePorts(servicesOf(tree)),
    contract: request.name,
    resource,
    callee: request.calls === undefined ? undefined : serviceOf(tree, request.calls),
    route: request.internal === true ? undefined : `/v1/${pluralOf(resource)}`,
  };
  allOf([() => writeNew(tree, filesOf(tree, service)), () => addAll(tree, editsOf(service, tree))]);
}

/** A service's own files, and those of the gateway that are about it alone, as they are at first. */
export function filesOf(tree: Tree, service: Service): Map<string, string> {
  const { name, language, contract, route } = service;
  const folders = [
    ...(contract === name ? ["contract", "vectors"] : []),
    `service/${language}`,
    ...hotPathOf(service),
    ...(route === undefined ? [] : ["gateway"]),
  ];
  return render(tree, folders, serviceNames(tree, service));
}

/** How a service computes: by itself, by another, or as the rollout between it and its twin says. */
function hotPathOf(service: Service): string[] {
  const computing = `service/${service.language}-computing`;
  if (service.callee === undefined) return [computing];
  return twinOf(service) === undefined ? [`service/${service.language}-calling`] : [computing, "migration"];
}

function isThere(tree: Tree, { name, language, resource, calls, internal }: ServiceRequest): boolean {
  if (!Object.hasOwn(servicesOf(tree), name)) return false;
  const route = internal === true ? undefined : `/v1/${pluralOf(resource ?? "")}`;
  const { language: its, route: served, callee, resource: about } = serviceOf(tree, name);
  const same =
    its === languageOf(language) && served === route && callee?.name === calls && about === resource;
  if (same) return true;
  const serves = `serves ${pluralOf(about)}${served === undefined ? ", but not to the gateway" : ""}`;
  const calling = callee === undefined ? "" : `, calls ${callee.name}`;
  throw new Refusal(`${name} is there already, in ${its}, ${serves}${calling}: that is another service`);
}

function checkResource(tree: Tree, { name, resource = "" }: ServiceRequest): void {
  if ([resource, pluralOf(resource)].includes(name)) {
    throw new Refusal(`a service and what it serves must differ, but both are ${name}`);
  }
  const route = `/v1/${pluralOf(resource)}`;
  const [other] = Object.entries(servicesOf(tree)).find(([, entry]) => entry.route === route) ?? [];
  if (other !== undefined) throw new Refusal(`${other} serves ${pluralOf(resource)} already`);
}

function checkCallee(tree: Tree, { language, calls }: ServiceRequest): void {
  if (calls === undefined) return;
  if (language !== "go") throw new Refusal("only a service in Go has another compute for it");
  const { contract, resource } = serviceOf(tree, calls);
  if (contract !== calls) throw new Refusal(`${calls} has no contract of its own: call ${contract} instead`);
  if (resource === "") {
    throw new Refusal(
      `${calls} cannot be called so: ${contractFile(tree, contract)} has no method Compute...`,
    );
  }
}
