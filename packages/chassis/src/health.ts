/** Health, readiness and metrics over HTTP. */

import type { FastifyInstance } from "fastify";
import type { Registry } from "prom-client";

/**
 * `/health` answers 200 while the process lives, `/ready` 200 while it takes work and 503
 * otherwise, `/metrics` the registry's metrics.
 */
export function registerHealth(
  app: FastifyInstance,
  registry: Registry,
  ready: () => boolean | Promise<boolean>,
): void {
  const quiet = { logLevel: "warn" } as const;
  app.get("/health", quiet, async () => ({ status: "ok" }));
  app.get("/ready", quiet, async (_, reply) => {
    if (await ready()) return { status: "ready" };
    return reply.code(503).send({ status: "not ready" });
  });
  app.get("/metrics", quiet, async (_, reply) => {
    return reply.type(registry.contentType).send(await registry.metrics());
  });
}
