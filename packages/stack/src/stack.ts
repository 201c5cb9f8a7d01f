import { Guard } from "../boot/groups.mjs";
import { anyFree } from "./ports.ts";
import { Service, type ServiceListener } from "./service.ts";
import type { InstanceName, ServiceName } from "./services.ts";
import { DEFAULT_PORTS, INSTANCE_NAMES, instancesOf, type Options, topology } from "./topology.ts";

/** A running stack, whatever it runs on. */
export interface Stack {
  /** Base of the HTTP API and the page. */
  readonly gatewayUrl: string;
  /** What the gateway wants to see, if anything. */
  readonly token?: string;
  /** What it wants to see of operators, if anything. */
  readonly operatorToken?: string;
  /** Where a service listens, or the first of its replicas: host and port. */
  address(name: ServiceName): Promise<string>;
  /** Kills a service as `kill -9` does, and waits until it is gone. */
  kill(name: InstanceName): Promise<void>;
  /** Starts a service that is gone, and waits until it is ready. */
  start(name: InstanceName): Promise<void>;
  /** A service's Prometheus metrics. */
  metrics(name: InstanceName): Promise<string>;
  /** Stops everything. */
  stop(): Promise<void>;
}

/** A stack of local processes. */
export interface LocalStack extends Stack {
  /** A service's process, while it runs. */
  pid(name: InstanceName): number | undefined;
}

/** How to start a stack of local processes; by default on free ports, silently. */
export interface LocalOptions extends Options {
  readonly ports?: readonly number[];
  readonly listener?: ServiceListener;
  /** Services that are not started yet. */
  readonly without?: readonly InstanceName[];
  /** Ends the wait for all of it to be ready. */
  readonly signal?: AbortSignal;
}

const silent: ServiceListener = { line: () => {}, died: () => {} };

/** Starts a stack of local processes and waits until all of it is ready. */
export async function startStack(options: LocalOptions): Promise<LocalStack> {
  const ports = options.ports ?? (await anyFree(DEFAULT_PORTS.length));
  const definitions = topology(ports, options);
  const guard = new Guard();
  const services = new Map(
    [...definitions].map(([name, definition]) => [
      name,
      new Service(definition, guard, options.listener ?? silent),
    ]),
  );
  const service = (name: InstanceName) => services.get(name) as Service;
  const stop = async () => {
    // From the edge inwards, so that nobody calls what has gone.
    for (const name of INSTANCE_NAMES.toReversed()) await service(name).stop();
    guard.dismiss();
  };
  const started = INSTANCE_NAMES.filter((name) => !options.without?.includes(name)).map(service);
  try {
    for (const one of started) one.launch();
    await Promise.all(started.map((one) => one.ready(options.signal)));
  } catch (error) {
    await stop();
    throw error;
  }
  return {
    gatewayUrl: service("gateway").definition.adminUrl,
    address: async (name) => service(instancesOf(name)[0]).definition.env["LISTEN_ADDRESS"] ?? "",
    pid: (name) => service(name).pid,
    kill: (name) => service(name).kill("SIGKILL"),
    start: (name) => service(name).start(),
    metrics: async (name) => (await fetch(`${service(name).definition.adminUrl}/metrics`)).text(),
    stop,
  };
}
