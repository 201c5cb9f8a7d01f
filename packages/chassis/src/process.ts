/** A service as a process: `main.js` serves, `main.js healthcheck` asks a running one. */

import type { Logger } from "pino";
import type { Registry } from "prom-client";
import {
  type Address,
  BadEnvironment,
  type Common,
  Environment,
  formatAddress,
  readCommon,
} from "./config.ts";
import { stopSignal } from "./drain.ts";
import { probe } from "./health.ts";
import { createLogger } from "./log.ts";
import { createRegistry } from "./metrics.ts";
import { type Served, type ServerSettings, serve } from "./server.ts";

/** What every gRPC service is told. */
export interface ServiceSettings extends Common, ServerSettings {}

/** Reads `ADMIN_ADDRESS` beside what {@link readCommon} reads. */
export function readService(environment: Environment, listen: Address, admin: Address): ServiceSettings {
  return { ...readCommon(environment, listen), admin: environment.address("ADMIN_ADDRESS", admin) };
}

/**
 * Serves what is made of the process's settings, until it is told to stop. Faults of the environment are printed,
 * and the exit code is 1.
 */
export async function run<S extends ServiceSettings>(
  name: string,
  read: (environment: Environment) => S,
  servicesOf: (settings: S, registry: Registry, logger: Logger) => readonly Served[],
): Promise<void> {
  const settings = settingsOrExit(read);
  if (process.argv[2] === "healthcheck") process.exit((await probe(settings.admin.port)) ? 0 : 1);
  const logger = createLogger(settings.logLevel, settings.logFormat);
  const stop = stopSignal();
  const registry = createRegistry();
  try {
    const running = await serve(servicesOf(settings, registry, logger), settings, registry, logger);
    const addresses = { listen: formatAddress(running.listen), admin: formatAddress(running.admin) };
    logger.info(addresses, `${name} ready`);
    const signal = await stop;
    logger.info({ signal }, "draining");
    await running.stop();
    logger.info(`${name} stopped`);
    process.exit(0);
  } catch (error) {
    logger.error({ err: error }, `${name} stopped`);
    process.exit(1);
  }
}

function settingsOrExit<S>(read: (environment: Environment) => S): S {
  const environment = new Environment(process.env);
  try {
    const settings = read(environment);
    environment.finish();
    return settings;
  } catch (error) {
    if (!(error instanceof BadEnvironment)) throw error;
    console.error(error.message);
    return process.exit(1);
  }
}
