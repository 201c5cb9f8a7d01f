import { type ChannelOptions, type Client, credentials } from "@grpc/grpc-js";
import { type Address, formatAddress } from "@trivium/chassis/config";
import type { Backend } from "../backends/backend.ts";
import * as backends from "../backends/index.ts";

type Backends = typeof backends;

const MAX_MESSAGE_BYTES = 1 << 20;
const READY_TIMEOUT_MS = 1000;

/** The services behind the gateway, by name. */
export const allBackends: Readonly<Record<string, Backend>> = backends;

/** Which calls of a backend are made again, and when. */
function methodConfig({ Client: stub, repeatable, retriedOn }: Backend) {
  const service = stub.serviceName;
  const methods = repeatable === "all" ? Object.keys(stub.service) : repeatable;
  return {
    name: methods.map((method) => ({ service, method: stub.service[method]?.path.split("/").at(-1) })),
    retryPolicy: {
      maxAttempts: 4,
      initialBackoff: "0.05s",
      maxBackoff: "1s",
      backoffMultiplier: 2,
      retryableStatusCodes: retriedOn,
    },
  };
}

/** Of several backends of one contract, one says how its calls are made. */
const byService = Object.fromEntries(
  Object.values(allBackends).map((backend) => [backend.Client.serviceName, backend]),
);

/** The one policy of every channel. */
const policy: ChannelOptions = {
  "grpc.service_config": JSON.stringify({
    loadBalancingConfig: [{ round_robin: {} }],
    methodConfig: Object.values(byService).map(methodConfig),
  }),
  // Looking one up in the DNS as well only costs time, where it cannot be asked.
  "grpc.service_config_disable_resolution": 1,
  "grpc.keepalive_time_ms": 30_000,
  "grpc.keepalive_timeout_ms": 10_000,
  // The default grows to two minutes: far too long after a restart.
  "grpc.initial_reconnect_backoff_ms": 100,
  "grpc.max_reconnect_backoff_ms": 1000,
  // A container that starts again may have another address.
  "grpc.dns_min_time_between_resolutions_ms": 1000,
  "grpc.max_receive_message_length": MAX_MESSAGE_BYTES,
  "grpc.max_send_message_length": MAX_MESSAGE_BYTES,
};

/** Clients of the services behind the gateway, by name. */
export type Clients = { readonly [Name in keyof Backends]: InstanceType<Backends[Name]["Client"]> };

/** Where the services are, by the variables that say it. */
export type Addresses = Readonly<Record<string, readonly Address[]>>;

/** Connects to the services. Nothing is sent before the first call. */
export function connect(addresses: Addresses): Clients {
  const clients = Object.entries(allBackends).map(([name, { Client: stub, location }]) => {
    const target = targetOf(addresses[location.variable] ?? []);
    return [name, new stub(target, credentials.createInsecure(), policy)] as const;
  });
  const byName: unknown = Object.fromEntries(clients);
  return byName as Clients;
}

/** Ends all connections. */
export function disconnect(clients: Clients): void {
  for (const client of Object.values<Client>(clients)) client.close();
}

/** Whether every service can be reached that the gateway is of no use without. */
export async function reachable(clients: Clients): Promise<boolean> {
  const needed = Object.entries<Client>(clients).filter(([name]) => allBackends[name]?.needed);
  return (await Promise.all(needed.map(([, client]) => isReachable(client)))).every(Boolean);
}

function isReachable(client: Client): Promise<boolean> {
  return new Promise((resolve) => {
    client.waitForReady(Date.now() + READY_TIMEOUT_MS, (error) => resolve(error === undefined));
  });
}

/** One target for several addresses: by number in a list, by name when it is only one. */
function targetOf(addresses: readonly Address[]): string {
  const list = addresses.map(formatAddress).join(",");
  return addresses.length === 1 ? `dns:${list}` : `ipv4:${list}`;
}
