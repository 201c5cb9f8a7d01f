/** Health and readiness over HTTP. */

import type { FastifyInstance } from "fastify";

const PROBE_TIMEOUT_MS = 2000;

/** Whether the service at a port of this machine is ready. */
export async function probe(port: number): Promise<boolean> {
  try {
    const signal = AbortSignal.timeout(PROBE_TIMEOUT_MS);
    return (await fetch(`http://127.0.0.1:${port}/ready`, { signal })).ok;
  } catch {
    return false;
  }
}

/** `/health` answers 200 while the process lives, `/ready` 200 while it takes work and 503 otherwise. */
export function registerHealth(app: FastifyInstance, ready: () => boolean | Promise<boolean>): void {
  const quiet = { logLevel: "warn" } as const;
  app.get("/health", quiet, async () => ({ status: "ok" }));
  app.get("/ready", quiet, async (_, reply) => {
    if (await ready()) return { status: "ready" };
    return reply.code(503).send({ status: "not ready" });
  });
}
