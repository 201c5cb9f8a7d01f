import { availableParallelism } from "node:os";
import { join, resolve } from "node:path";
import type { ServiceDefinition } from "./service.ts";

/** The repository's folder. */
export const ROOT = resolve(import.meta.dirname, "../../..");

/** Where the forecast service keeps its database by default. */
export const DATA_DIRECTORY = process.env["DATA_DIR"] ?? join(ROOT, "data");

/** The services of a stack. */
export const SERVICE_NAMES = ["simulator-1", "simulator-2", "forecast", "gateway"] as const;
export type ServiceName = (typeof SERVICE_NAMES)[number];

/** The packages that each service is made of. */
export const PACKAGES: Readonly<Record<ServiceName, readonly string[]>> = {
  "simulator-1": ["@trivium/simulator"],
  "simulator-2": ["@trivium/simulator"],
  forecast: ["@trivium/forecast"],
  // The gateway looks up the page's files once.
  gateway: ["@trivium/gateway", "@trivium/web"],
};

/** What builds all that a stack is made of, as flags for turbo. */
export const BUILD_FLAGS = [...new Set(Object.values(PACKAGES).flat())].map((name) => `--filter=${name}`);

/** Ports by default, in the order that {@link topology} takes them. */
export const DEFAULT_PORTS = [50061, 9061, 50062, 9062, 50051, 9051, 8080];

/** What may differ between stacks. */
export interface Options {
  /** Where the forecast service keeps its database. */
  readonly dataDirectory: string;
  /** Variables on top, by service. */
  readonly env?: Readonly<Partial<Record<ServiceName, Readonly<Record<string, string>>>>>;
  /** Programs in the place of the built ones, by service. */
  readonly programs?: Readonly<Partial<Record<ServiceName, string>>>;
}

/** The simulators share this machine's cores. */
const SIMULATOR_THREADS = process.env["SIMULATOR_THREADS"] ?? String(Math.ceil(availableParallelism() / 2));

const at = (port: number | undefined) => `127.0.0.1:${port}`;

/** How to run each service of a stack on these ports. */
export function topology(ports: readonly number[], options: Options): Record<ServiceName, ServiceDefinition> {
  const [grpc1, admin1, grpc2, admin2, forecastGrpc, forecastAdmin, http] = ports;
  const simulators = `${at(grpc1)},${at(grpc2)}`;
  const simulator = join(ROOT, "services-rust/simulator/bin/trivium-simulator");
  const define = (
    name: ServiceName,
    command: ServiceDefinition["command"],
    adminPort: number | undefined,
    env: Record<string, string>,
  ): ServiceDefinition => ({
    name,
    command: options.programs?.[name] === undefined ? command : [options.programs[name]],
    cwd: ROOT,
    adminUrl: `http://${at(adminPort)}`,
    env: { LOG_FORMAT: "text", ...env, ...options.env?.[name] },
  });
  return {
    "simulator-1": define("simulator-1", [simulator], admin1, {
      LISTEN_ADDRESS: at(grpc1),
      ADMIN_ADDRESS: at(admin1),
      SIMULATOR_THREADS,
    }),
    "simulator-2": define("simulator-2", [simulator], admin2, {
      LISTEN_ADDRESS: at(grpc2),
      ADMIN_ADDRESS: at(admin2),
      SIMULATOR_THREADS,
    }),
    forecast: define("forecast", [join(ROOT, "services-go/forecast/bin/forecast")], forecastAdmin, {
      LISTEN_ADDRESS: at(forecastGrpc),
      ADMIN_ADDRESS: at(forecastAdmin),
      SIMULATOR_ADDRESSES: simulators,
      DATA_DIR: options.dataDirectory,
    }),
    gateway: define("gateway", [process.execPath, join(ROOT, "apps/gateway/dist/server.js")], http, {
      LISTEN_ADDRESS: at(http),
      FORECAST_ADDRESS: at(forecastGrpc),
      SIMULATOR_ADDRESSES: simulators,
    }),
  };
}
