/** A TypeScript service's Prometheus metrics. */

import type { FastifyInstance } from "fastify";
import { collectDefaultMetrics, Registry } from "prom-client";

/** A registry with the process's and the runtime's own metrics. */
export function createRegistry(): Registry {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  return registry;
}

/** `/metrics` answers the registry's metrics. */
export function serveMetrics(app: FastifyInstance, registry: Registry): void {
  app.get("/metrics", { logLevel: "warn" }, async (_, reply) =>
    reply.type(registry.contentType).send(await registry.metrics()),
  );
}
