import { refuse } from "../checks.ts";
import { contractFile, methodsOf } from "../contract.ts";
import { addAll, type Edit } from "../edits/edit.ts";
import { contractMethod, gatewayMethod, handlerOf } from "../edits/method.ts";
import { type MethodName, spelled } from "../methodName.ts";
import { methodFault } from "../names.ts";
import { allOf, Refusal } from "../refusal.ts";
import { GATEWAY, type Service, serviceOf, servicesOf } from "../service.ts";
import { methodNames, render, writeNew } from "../templates.ts";
import type { Tree } from "../tree.ts";

/** What a method is to be. */
export interface MethodRequest {
  /** The service that is to answer it. */
  readonly service: string;
  /** Words that begin with capitals: `ListPrices`. */
  readonly method: string;
}

/**
 * Adds a method to a service's contract, to all who serve that, and to the gateway when it calls the
 * service; nothing, when it is there already.
 *
 * @throws {Refusal} with every reason, and the tree as it was.
 */
export function addMethod(tree: Tree, request: MethodRequest): void {
  const service = serviceOf(tree, request.service);
  refuse("the name of a method", request.method, methodFault(request.method));
  if (service.resource === "") {
    throw new Refusal(`${service.name} has another shape than what generators make: add the method by hand`);
  }
  const method = spelled(request.method);
  if (methodsOf(tree, service.contract).includes(method.pascal)) {
    const [messages = ""] = render(tree, ["method/contract"], methodNames(tree, service, method)).keys();
    if (tree.exists(messages)) return;
    throw new Refusal(`${contractFile(tree, service.contract)} has a method ${method.pascal} already`);
  }
  const servers = serversOf(tree, service.contract);
  allOf([
    () => writeNew(tree, render(tree, ["method/contract"], methodNames(tree, service, method))),
    () => addAll(tree, [contractMethod(service, method, tree)]),
    ...servers.flatMap((server) => answering(tree, server, method)),
    ...inGateway(tree, service, method).map(({ files, edits }) => () => {
      writeNew(tree, files);
      addAll(tree, edits);
    }),
  ]);
}

/** Has a server answer a method of its contract. */
function answering(tree: Tree, server: Service, method: MethodName): (() => void)[] {
  const files = render(tree, [`method/${server.language}`], methodNames(tree, server, method));
  return [() => writeNew(tree, files), () => addAll(tree, handlerOf(server, method, tree))];
}

/** Has a new server of a contract answer the methods that were added to that before. */
export function answerAdded(tree: Tree, server: Service): void {
  allOf(addedTo(tree, server).flatMap((method) => answering(tree, server, method)));
}

/** What of the gateway is about one method: nothing when it does not call the service. */
interface GatewayMethod {
  readonly files: Map<string, string>;
  readonly edits: readonly Edit[];
}

function inGateway(tree: Tree, service: Service, method: MethodName): GatewayMethod[] {
  if (service.route === undefined) return [];
  const files = render(tree, ["method/gateway"], methodNames(tree, service, method));
  return [{ files, edits: gatewayMethod(service, method) }];
}

/** What of the gateway is about methods that were added to a service. */
export function gatewayMethods(tree: Tree, service: Service): GatewayMethod[] {
  return addedTo(tree, service).flatMap((method) => inGateway(tree, service, method));
}

/** Methods of a service beside the one that it began with. */
function addedTo(tree: Tree, { contract }: Service): MethodName[] {
  const [, ...added] = methodsOf(tree, contract);
  return added.map(spelled);
}

/** All services that answer the calls of a contract. */
function serversOf(tree: Tree, contract: string): Service[] {
  return Object.keys(servicesOf(tree))
    .filter((name) => name !== GATEWAY)
    .map((name) => serviceOf(tree, name))
    .filter((service) => service.contract === contract);
}
