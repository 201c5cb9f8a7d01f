import { methodsOf } from "./contract.ts";
import { FOLDERS, type Language } from "./language.ts";
import { readJson } from "./patch/json.ts";
import { Refusal } from "./refusal.ts";
import { readFile, type Tree } from "./tree.ts";

/** The list of a stack's services, callees first, the gateway last. */
export const SERVICES_FILE = "packages/stack/services.json";

/** The gateway is a service of the list, too, and the caller of all others. */
export const GATEWAY = "gateway";

/** What services.json says of a service. */
export interface ServiceEntry {
  readonly language: Language;
  readonly package: string;
  readonly program: string;
  readonly port: number;
  readonly adminPort?: number;
  readonly calls?: readonly string[];
  readonly replicas?: number;
  readonly route?: string;
  readonly vectors?: string;
}

export type ServiceEntries = Readonly<Record<string, ServiceEntry>>;

/** A service, as generators know it. */
export interface Service {
  readonly name: string;
  readonly language: Language;
  /** From the project's. */
  readonly folder: string;
  readonly port: number;
  readonly adminPort: number;
  /** Its contract's name: `trivium.NAME.v1`. */
  readonly contract: string;
  /** What it serves, in the singular; "" when its contract has not the shape of the templates. */
  readonly resource: string;
  /** The service that computes for it. */
  readonly callee: Service | undefined;
  /** Where the gateway serves it; nothing when only other services call it. */
  readonly route: string | undefined;
}

/** What services.json says. @throws {Refusal} when it cannot be read. */
export function servicesOf(tree: Tree): ServiceEntries {
  return readFile(tree, SERVICES_FILE, readJson<ServiceEntries>);
}

/** A service by its name. @throws {Refusal} naming those that there are, when it is none of them. */
export function serviceOf(tree: Tree, name: string): Service {
  const services = servicesOf(tree);
  const entry = Object.hasOwn(services, name) ? services[name] : undefined;
  if (entry === undefined || name === GATEWAY) {
    const others = Object.keys(services).filter((one) => one !== GATEWAY);
    throw new Refusal(`there is no service ${name}: there are ${others.join(", ") || "none yet"}`);
  }
  const { language, port, adminPort, calls: [callee] = [], route, vectors } = entry;
  const contract = /\/(\w+)\.json$/.exec(vectors ?? "")?.[1] ?? name;
  return {
    name,
    language,
    folder: `${FOLDERS[language]}/${name}`,
    port,
    adminPort: adminPort ?? port,
    contract,
    resource: resourceOf(tree, contract),
    callee: callee === undefined ? undefined : serviceOf(tree, callee),
    route,
  };
}

/** The service that computes the same as another, by the same contract, and may take its place. */
export function twinOf({ contract, callee }: Service): Service | undefined {
  return callee?.contract === contract ? callee : undefined;
}

/** What a contract of the templates' shape is about: the first of its methods computes it. */
function resourceOf(tree: Tree, contract: string): string {
  const [, resource = ""] = /^Compute(\w+)$/.exec(methodsOf(tree, contract)[0] ?? "") ?? [];
  return resource.toLowerCase();
}

const FIRST_PORT = 50_051;
/** From a service's port to that of its health and metrics. */
const TO_ADMIN = -41_000;

/** The lowest pair of ports that no service has; services with replicas have as many pairs. */
export function freePorts(services: ServiceEntries): { port: number; adminPort: number } {
  const taken = new Set(
    Object.values(services).flatMap(({ port, adminPort = port, replicas = 1 }) =>
      Array.from({ length: replicas }, (_, replica) => [port + replica, adminPort + replica]).flat(),
    ),
  );
  let port = FIRST_PORT;
  while (taken.has(port) || taken.has(port + TO_ADMIN)) port++;
  return { port, adminPort: port + TO_ADMIN };
}
