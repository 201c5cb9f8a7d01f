/** Serves a contract over gRPC, with health, beside an admin port, until told to stop. */

import {
  Server,
  ServerCredentials,
  type ServiceDefinition,
  type UntypedServiceImplementation,
} from "@grpc/grpc-js";
import { HealthService } from "@trivium/contracts/grpc/health/v1/health";
import { fastify } from "fastify";
import type { Logger } from "pino";
import type { Registry } from "prom-client";
import { type Address, formatAddress } from "./config.ts";
import { drained } from "./drain.ts";
import { Health } from "./grpcHealth.ts";
import { registerHealth } from "./health.ts";
import { serveMetrics } from "./metrics.ts";

/** The longest request that is read. */
export const MAX_REQUEST_BYTES = 64 * 1024;

const OPTIONS = {
  "grpc.max_receive_message_length": MAX_REQUEST_BYTES,
  "grpc.max_concurrent_streams": 256,
  "grpc.keepalive_time_ms": 30_000,
  "grpc.keepalive_timeout_ms": 10_000,
};

/** A gRPC service, and what implements it. */
export type Served = readonly [definition: ServiceDefinition, implementation: UntypedServiceImplementation];

/** What a process serves, and where. */
export interface ServerSettings {
  readonly listen: Address;
  /** Health, readiness and metrics over HTTP. */
  readonly admin: Address;
  /** Longest time that calls in flight may take after {@link RunningServer.stop}. */
  readonly drainTimeoutMs: number;
}

/** A server that serves. */
export interface RunningServer {
  readonly listen: Address;
  readonly admin: Address;
  /** Takes no new calls, and lets those in flight end. */
  stop(): Promise<void>;
}

/** Serves. @throws when an address cannot be had. */
export async function serve(
  services: readonly Served[],
  settings: ServerSettings,
  registry: Registry,
  logger: Logger,
): Promise<RunningServer> {
  let ready = true;
  const server = new Server(OPTIONS);
  const health = new Health(services.map(([definition]) => nameOf(definition)));
  for (const service of services) server.addService(...service);
  server.addService(HealthService, health.server);
  const admin = fastify();
  registerHealth(admin, () => ready);
  serveMetrics(admin, registry);
  const port = await bind(server, settings.listen);
  await admin.listen(settings.admin);
  const taken = admin.server.address();
  return {
    listen: { ...settings.listen, port },
    admin: {
      ...settings.admin,
      port: typeof taken === "object" && taken !== null ? taken.port : settings.admin.port,
    },
    stop: async () => {
      ready = false;
      health.drain();
      await shutDown(server, settings.drainTimeoutMs, logger);
      await admin.close();
    },
  };
}

function bind(server: Server, address: Address): Promise<number> {
  return new Promise((resolve, reject) => {
    server.bindAsync(formatAddress(address), ServerCredentials.createInsecure(), (error, port) =>
      error === null ? resolve(port) : reject(error),
    );
  });
}

async function shutDown(server: Server, timeoutMs: number, logger: Logger): Promise<void> {
  const ended = new Promise<void>((resolve, reject) => {
    server.tryShutdown((error) => (error === undefined ? resolve() : reject(error)));
  });
  if (await drained(ended, timeoutMs)) return;
  logger.warn({ timeoutMs }, "drain overran: work in flight is dropped");
  server.forceShutdown();
}

/** The full name of a service: its methods' paths are `/NAME/Method`. */
function nameOf(definition: ServiceDefinition): string {
  return Object.values(definition)[0]?.path.split("/")[1] ?? "";
}
