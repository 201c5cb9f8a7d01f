import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import {
  anyFree,
  type InstanceName,
  ROOT,
  SERVICES,
  type ServiceEntry,
  type ServiceName,
  type Stack,
} from "@trivium/stack";
import {
  DockerComposeEnvironment,
  getContainerRuntimeClient,
  type StartedDockerComposeEnvironment,
  Wait,
} from "testcontainers";
import { type ContainerOptions, overlay } from "./overlay.ts";

const TOKEN = "a token for these tests";
const OPERATOR_TOKEN = "an operator's token for these tests";
const READY_POLL_MS = 50;
const READY_TIMEOUT_MS = 60_000;

/** A stack of containers, in which single ones, such as `gateway-1`, can be killed. */
export interface ContainerStack extends Stack {
  /** Kills one container. */
  killContainer(name: string): Promise<void>;
  /** Starts it again, and waits until it is ready. */
  startContainer(name: string): Promise<void>;
  /** The metrics of one container. */
  metricsOf(name: string): Promise<string>;
  /** Where one container can be called: host and port. */
  addressOf(name: string): Promise<string>;
}

/** Builds the images and starts `docker-compose.yml`, changed by options. */
export async function startContainers(options: ContainerOptions = {}): Promise<ContainerStack> {
  const [port = 0] = await anyFree(1);
  const { environment, stop } = await composeUp(port, options);
  const { container: engine } = await getContainerRuntimeClient();

  const containerOf = (name: string) => engine.getById(environment.getContainer(name).getId());
  const published = async (name: string, inside: number) => {
    const { NetworkSettings } = await containerOf(name).inspect();
    return `127.0.0.1:${NetworkSettings.Ports[`${inside}/tcp`]?.[0]?.HostPort}`;
  };
  const ask = async (name: string, path: string) => {
    const { port: main, adminPort = main } = entryOf(name);
    const headers = { authorization: `Bearer ${TOKEN}` };
    return fetch(`http://${await published(name, adminPort)}${path}`, { headers });
  };
  const isReady = (name: string) =>
    ask(name, "/ready").then(
      ({ ok }) => ok,
      () => false,
    );
  const addressOf = (name: string) => published(name, entryOf(name).port);
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
    while (!(await isReady(name))) {
      if (Date.now() > until) throw new Error(`${name} was not ready in time`);
      await sleep(READY_POLL_MS);
    }
  };
  const each = <T>(name: InstanceName, action: (container: string) => Promise<T>) =>
    Promise.all(containersOf(name, options).map(action));

  return {
    gatewayUrl: `http://127.0.0.1:${port}`,
    token: TOKEN,
    operatorToken: OPERATOR_TOKEN,
    address: (name) => addressOf(`${name}-1`),
    kill: async (name) => void (await each(name, killContainer)),
    start: async (name) => void (await each(name, startContainer)),
    metrics: async (name) => (await each(name, metricsOf)).join("\n"),
    stop,
    killContainer,
    startContainer,
    metricsOf,
    addressOf,
  };
}

interface Composed {
  readonly environment: StartedDockerComposeEnvironment;
  readonly stop: () => Promise<void>;
}

async function composeUp(gatewayPort: number, options: ContainerOptions): Promise<Composed> {
  const folder = mkdtempSync(join(tmpdir(), "trivium-containers-"));
  const file = join(folder, "compose.json");
  writeFileSync(file, JSON.stringify(overlay(options)));
  try {
    const environment = await new DockerComposeEnvironment(ROOT, ["docker-compose.yml", file])
      .withBuild()
      .withEnvironment({
        GATEWAY_PORT: String(gatewayPort),
        TRIVIUM_API_TOKEN: TOKEN,
        TRIVIUM_OPERATOR_TOKEN: OPERATOR_TOKEN,
        // Binaries made on Linux are what an image needs; elsewhere it compiles its own.
        SOURCE: process.platform === "linux" ? "prebuilt" : "build",
      })
      .withWaitStrategy("gateway-1", Wait.forHealthCheck())
      .up();
    const stop = async () => {
      await environment.down({ removeVolumes: true });
      rmSync(folder, { recursive: true });
    };
    return { environment, stop };
  } catch (error) {
    rmSync(folder, { recursive: true });
    throw error;
  }
}

/** What services.json says of the service that a container, such as `gateway-1`, is one of. */
function entryOf(container: string): ServiceEntry {
  const entry = SERVICES[container.replace(/-\d+$/, "")];
  if (entry === undefined) throw new Error(`services.json has no service of ${container}`);
  return entry;
}

/** The containers that a process of a local stack corresponds to. */
function containersOf(name: InstanceName, { replicas }: ContainerOptions): string[] {
  if (!(name in SERVICES)) return [name];
  const count = replicas?.[name as ServiceName] ?? 1;
  return Array.from({ length: count }, (_, index) => `${name}-${index + 1}`);
}
