import list from "../services.json" with { type: "json" };

/** A service of the stack, as services.json describes it. */
export interface ServiceEntry {
  readonly language: "go" | "rust" | "typescript";
  /** The package that turbo builds it from. */
  readonly package: string;
  /** What is run, from the repository's folder; TypeScript by Node. */
  readonly program: string;
  /** Where it listens by default. Each further replica takes the port after. */
  readonly port: number;
  /** The same for health and metrics; without it they are at its port. */
  readonly adminPort?: number;
  /** Services above it in the list, of which it is told the addresses. */
  readonly calls?: readonly string[];
  /** How many of it there are; without it one, which has the service's name alone. */
  readonly replicas?: number;
  /** The path at the gateway that has it compute. */
  readonly route?: string;
  /** A file with its known answers, from the repository's folder. */
  readonly vectors?: string;
  /** Further packages whose files it looks up once, when it starts. */
  readonly assets?: readonly string[];
  /** The variable for its threads, where replicas share this machine's cores. */
  readonly threadsVariable?: string;
  /** The variable for the folder where it keeps what it wants to find again. */
  readonly dataVariable?: string;
}

/** Services by name, callees first, the gateway last. */
export type Services = Readonly<Record<string, ServiceEntry>>;

/** What services.json may not say, one line each: nothing when all is well. */
export function faultsOf(services: Services): string[] {
  const names = Object.keys(services);
  const owners = new Map<number, string>();
  const faults = names.flatMap((name, place) => {
    const entry = services[name] as ServiceEntry;
    return [
      ...faultsOfFields(entry),
      ...(entry.calls ?? [])
        .filter((callee) => !names.slice(0, place).includes(callee))
        .map((callee) => `calls ${callee}, but no service above it has that name`),
      ...takePorts(name, entry, owners),
    ].map((fault) => `${name}: ${fault}`);
  });
  return names.at(-1) === "gateway" ? faults : [...faults, "gateway: must be there, as the last"];
}

function faultsOfFields(entry: ServiceEntry): string[] {
  const { language, package: name, program, replicas = 1 } = entry;
  const faults: [boolean, string][] = [
    [["go", "rust", "typescript"].includes(language), "language must be go, rust or typescript"],
    [typeof name === "string", "package must be a name"],
    [typeof program === "string", "program must be a path"],
    [Number.isInteger(replicas) && replicas > 0, "replicas must be 1 or more"],
  ];
  return faults.filter(([fine]) => !fine).map(([, fault]) => fault);
}

/** Takes a service's ports, and tells which of them another has. */
function takePorts(name: string, entry: ServiceEntry, owners: Map<number, string>): string[] {
  return portsOf(entry).flatMap((port) => {
    if (!(Number.isInteger(port) && port > 0 && port < 65_536)) return [`${port} is no port`];
    const owner = owners.get(port);
    owners.set(port, name);
    return owner === undefined ? [] : [`wants port ${port}, which ${owner} has`];
  });
}

/** The ports that a service's replicas take, one replica after the other. */
export function portsOf({ port, adminPort, replicas = 1 }: ServiceEntry): number[] {
  return Array.from({ length: replicas }, (_, replica) =>
    adminPort === undefined ? [port + replica] : [port + replica, adminPort + replica],
  ).flat();
}

function checked(services: Services): Services {
  const faults = faultsOf(services);
  if (faults.length > 0) throw new Error(["packages/stack/services.json is wrong:", ...faults].join("\n  "));
  return services;
}

/**
 * The services of a stack.
 *
 * @throws {Error} when this module is loaded and services.json is wrong.
 */
export const SERVICES = checked(list as Services);

/** A service by its name in services.json. */
export type ServiceName = keyof typeof list;

/** One process of a service: `name-1`, `name-2` of a service with replicas, else the service's name. */
export type InstanceName = {
  [Name in ServiceName]: (typeof list)[Name] extends { replicas: number } ? `${Name}-${number}` : Name;
}[ServiceName];
