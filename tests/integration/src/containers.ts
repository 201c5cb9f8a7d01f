import { setTimeout as sleep } from "node:timers/promises";
import { anyFree, ROOT, type ServiceName, type Stack } from "@trivium/stack";
import { DockerComposeEnvironment, getContainerRuntimeClient, Wait } from "testcontainers";

const TOKEN = "a token for these tests";
const READY_POLL_MS = 50;
const READY_TIMEOUT_MS = 60_000;

/** The containers that a service's name stands for, and the port of its health and metrics. */
const CONTAINERS: Readonly<Record<ServiceName, { names: readonly string[]; admin: number }>> = {
  "simulator-1": { names: ["simulator-1"], admin: 9061 },
  "simulator-2": { names: ["simulator-2"], admin: 9061 },
  forecast: { names: ["forecast-1", "forecast-2"], admin: 9051 },
  gateway: { names: ["gateway-1"], admin: 8080 },
};

/** A stack of containers, in which single ones can be killed. */
export interface ContainerStack extends Stack {
  /** Kills one container, such as `forecast-2`. */
  killContainer(name: string): Promise<void>;
  /** Starts it again, and waits until it is ready. */
  startContainer(name: string): Promise<void>;
  /** The metrics of one container. */
  metricsOf(name: string): Promise<string>;
  /** Where one replica of forecast can be called: host and port. */
  forecastAddressOf(name: string): Promise<string>;
}

/** Builds the images and starts `docker-compose.yml` with two replicas of forecast. */
export async function startContainers(): Promise<ContainerStack> {
  const [port = 0] = await anyFree(1);
  const environment = await new DockerComposeEnvironment(ROOT, [
    "docker-compose.yml",
    "tests/integration/compose.yml",
  ])
    .withBuild()
    .withEnvironment({
      GATEWAY_PORT: String(port),
      TRIVIUM_API_TOKEN: TOKEN,
      // Binaries made on Linux are what an image needs; elsewhere it compiles its own.
      SOURCE: process.platform === "linux" ? "prebuilt" : "build",
    })
    .withWaitStrategy("gateway-1", Wait.forHealthCheck())
    .up();
  const { container: engine } = await getContainerRuntimeClient();

  const containerOf = (name: string) => engine.getById(environment.getContainer(name).getId());
  const portOf = async (name: string, inside: number) => {
    const { NetworkSettings } = await containerOf(name).inspect();
    return NetworkSettings.Ports[`${inside}/tcp`]?.[0]?.HostPort;
  };
  const serviceOf = (name: string) =>
    Object.values(CONTAINERS).find(({ names }) => names.includes(name)) ?? CONTAINERS.gateway;
  const ask = async (name: string, path: string) =>
    fetch(`http://127.0.0.1:${await portOf(name, serviceOf(name).admin)}${path}`, {
      headers: { authorization: `Bearer ${TOKEN}` },
    });
  const metricsOf = async (name: string) => (await ask(name, "/metrics")).text();

  const killContainer = async (name: string) => {
    const container = containerOf(name);
    const gone = container.wait();
    await container.kill({ signal: "SIGKILL" });
    await gone;
  };
  const startContainer = async (name: string) => {
    await containerOf(name).start();
    const until = Date.now() + READY_TIMEOUT_MS;
    while (
      !(await ask(name, "/ready").then(
        ({ ok }) => ok,
        () => false,
      ))
    ) {
      if (Date.now() > until) throw new Error(`${name} was not ready in time`);
      await sleep(READY_POLL_MS);
    }
  };

  const forecastAddressOf = async (name: string) => `127.0.0.1:${await portOf(name, 50051)}`;

  return {
    gatewayUrl: `http://127.0.0.1:${port}`,
    token: TOKEN,
    forecastAddress: () => forecastAddressOf("forecast-1"),
    kill: async (name) => void (await Promise.all(CONTAINERS[name].names.map(killContainer))),
    start: async (name) => void (await Promise.all(CONTAINERS[name].names.map(startContainer))),
    metrics: async (name) => (await Promise.all(CONTAINERS[name].names.map(metricsOf))).join("\n"),
    stop: async () => void (await environment.down({ removeVolumes: true })),
    killContainer,
    startContainer,
    metricsOf,
    forecastAddressOf,
  };
}
