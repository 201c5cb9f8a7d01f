import { availableParallelism } from "node:os";
import { join } from "node:path";
import { ROOT } from "./root.ts";
import type { ServiceDefinition } from "./service.ts";
import { type InstanceName, portsOf, SERVICES, type ServiceEntry, type ServiceName } from "./services.ts";

/** Where services keep what they want to find again, by default. */
export const DATA_DIRECTORY = process.env["DATA_DIR"] ?? join(ROOT, "data");

/** One of the processes that a stack consists of. */
interface Instance {
  readonly name: InstanceName;
  readonly service: ServiceName;
  readonly entry: ServiceEntry;
}

const INSTANCES: readonly Instance[] = Object.entries(SERVICES).flatMap(([service, entry]) => {
  const names =
    entry.replicas === undefined
      ? [service]
      : Array.from({ length: entry.replicas }, (_, replica) => `${service}-${replica + 1}`);
  return names.map((name) => ({ name: name as InstanceName, service: service as ServiceName, entry }));
});

/** The processes of a stack, callees first. */
export const INSTANCE_NAMES: readonly InstanceName[] = INSTANCES.map(({ name }) => name);

/** The processes of one service. */
export function instancesOf(service: ServiceName): readonly [InstanceName, ...InstanceName[]] {
  const names = INSTANCES.filter((one) => one.service === service).map(({ name }) => name);
  return names as [InstanceName, ...InstanceName[]];
}

/** The packages that each process is made of. */
export const PACKAGES: ReadonlyMap<InstanceName, readonly string[]> = new Map(
  INSTANCES.map(({ name, entry }) => [name, [entry.package, ...(entry.assets ?? [])]]),
);

/** What builds all that a stack is made of, as flags for turbo. */
export const BUILD_FLAGS = [...new Set([...PACKAGES.values()].flat())].map((name) => `--filter=${name}`);

/** Ports by default, in the order that {@link topology} takes them. */
export const DEFAULT_PORTS = Object.values(SERVICES).flatMap(portsOf);

/** What may differ between stacks. */
export interface Options {
  /** Where services keep what they want to find again. */
  readonly dataDirectory: string;
  /** Variables on top, by process. */
  readonly env?: Readonly<Partial<Record<InstanceName, Readonly<Record<string, string>>>>>;
  /** Programs in the place of the built ones, by process. */
  readonly programs?: Readonly<Partial<Record<InstanceName, string>>>;
}

/** A process, with the addresses at which it listens. */
interface Placed extends Instance {
  readonly address: string;
  readonly adminAddress: string;
}

/** How to run each process of a stack on these ports. */
export function topology(
  ports: readonly number[],
  options: Options,
): ReadonlyMap<InstanceName, ServiceDefinition> {
  const placed = place(ports);
  return new Map(
    placed.map((one) => [
      one.name,
      {
        name: one.name,
        command: commandOf(one, options),
        cwd: ROOT,
        adminUrl: `http://${one.adminAddress}`,
        env: { LOG_FORMAT: "text", ...environmentOf(one, placed, options), ...options.env?.[one.name] },
      },
    ]),
  );
}

function place(ports: readonly number[]): Placed[] {
  const left = ports.map((port) => `127.0.0.1:${port}`).values();
  const next = () => left.next().value ?? "";
  return INSTANCES.map((instance) => {
    const address = next();
    return { ...instance, address, adminAddress: instance.entry.adminPort === undefined ? address : next() };
  });
}

function commandOf({ name, entry }: Placed, { programs }: Options): ServiceDefinition["command"] {
  const other = programs?.[name];
  if (other !== undefined) return [other];
  const program = join(ROOT, entry.program);
  return entry.language === "typescript" ? [process.execPath, program] : [program];
}

function environmentOf(
  { address, adminAddress, entry }: Placed,
  placed: readonly Placed[],
  { dataDirectory }: Options,
): Record<string, string> {
  const { threadsVariable: threads, dataVariable: data, replicas = 1, calls = [] } = entry;
  return {
    LISTEN_ADDRESS: address,
    ...(entry.adminPort === undefined ? {} : { ADMIN_ADDRESS: adminAddress }),
    ...(threads === undefined ? {} : { [threads]: process.env[threads] ?? shareOfCores(replicas) }),
    ...(data === undefined ? {} : { [data]: dataDirectory }),
    ...Object.fromEntries(calls.map((callee) => addressesOf(callee, placed))),
  };
}

const shareOfCores = (replicas: number) => String(Math.ceil(availableParallelism() / replicas));

/** The variable that tells a caller where a service is, and its value. */
function addressesOf(callee: string, placed: readonly Placed[]): [variable: string, addresses: string] {
  const found = placed.filter(({ service }) => service === callee);
  const kind = SERVICES[callee]?.replicas === undefined ? "ADDRESS" : "ADDRESSES";
  const variable = `${callee.toUpperCase().replaceAll("-", "_")}_${kind}`;
  return [variable, found.map(({ address }) => address).join(",")];
}
