/** The registry of a TypeScript service's Prometheus metrics. */

import { collectDefaultMetrics, Registry } from "prom-client";

/** A registry with the process's and the runtime's own metrics. */
export function createRegistry(): Registry {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  return registry;
}
