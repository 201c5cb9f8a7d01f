import { SERVICES, type ServiceName } from "@trivium/stack";

/** What a stack of containers has otherwise than docker-compose.yml says, by service. */
export interface ContainerOptions {
  readonly replicas?: Readonly<Partial<Record<ServiceName, number>>>;
  /** Variables on top. */
  readonly env?: Readonly<Partial<Record<ServiceName, Readonly<Record<string, string>>>>>;
}

/**
 * What the tests change of docker-compose.yml, as another compose file: ports of the services'
 * own on this machine, and nothing that comes back by itself.
 */
export function overlay({ replicas, env }: ContainerOptions): object {
  const services = Object.entries(SERVICES).map(([service, { port, adminPort }]) => {
    const name = service as ServiceName;
    const inside = adminPort === undefined ? {} : reachable([port, adminPort]);
    const count = replicas?.[name] === undefined ? {} : { deploy: { replicas: replicas[name] } };
    return [name, { restart: "no", environment: env?.[name] ?? {}, ...inside, ...count }];
  });
  return { services: Object.fromEntries(services) };
}

const reachable = (ports: readonly number[]) => ({
  networks: ["inside", "edge"],
  ports: ports.map((port) => `127.0.0.1::${port}`),
});
