import { resolve } from "node:path";
import { type Address, type Common, Environment, isLoopback, readCommon } from "@trivium/chassis/config";
import type { Location } from "./backends/backend.ts";
import { type Addresses, allBackends } from "./calls/channel.ts";
import type { Tokens } from "./http/authentication.ts";
import { pageFolder } from "./own.ts";

const MIN_TOKEN_LENGTH = 16;

/** What the gateway is told by its environment. */
export interface Settings extends Common, Tokens {
  readonly addresses: Addresses;
  readonly rateLimitPerMinute: number;
  /** Folder of a built page. */
  readonly webRoot: string | undefined;
}

const loopback = (port: number): Address => ({ host: "127.0.0.1", port });

/** @throws {BadEnvironment} with every fault. */
export function readSettings(variables: Readonly<Record<string, string | undefined>>): Settings {
  const environment = new Environment(variables);
  const common = readCommon(environment, loopback(8080));
  const settings: Settings = {
    ...common,
    addresses: readAddresses(environment),
    apiToken: environment.secret("TRIVIUM_API_TOKEN", MIN_TOKEN_LENGTH),
    operatorToken: environment.secret("TRIVIUM_OPERATOR_TOKEN", MIN_TOKEN_LENGTH),
    rateLimitPerMinute: environment.integer("RATE_LIMIT_PER_MINUTE", 3000, 1, 10_000_000),
    webRoot: environment.read("WEB_ROOT", pageFolder, "a folder", resolve),
  };
  if (!isLoopback(common.listen.host) && settings.apiToken === undefined) {
    environment.fault(
      `LISTEN_ADDRESS ${common.listen.host} can be reached from other machines: set TRIVIUM_API_TOKEN, or listen on 127.0.0.1`,
    );
  }
  if (settings.operatorToken !== undefined && settings.operatorToken === settings.apiToken) {
    environment.fault("TRIVIUM_OPERATOR_TOKEN must be another than TRIVIUM_API_TOKEN");
  }
  environment.finish();
  return settings;
}

/** Backends of one service have one location, which is read once. */
function readAddresses(environment: Environment): Addresses {
  const all = new Set(Object.values(allBackends).map(({ location }) => location));
  return Object.fromEntries([...all].map((one) => [one.variable, addressesOf(one, environment)]));
}

function addressesOf({ variable, ports }: Location, environment: Environment): readonly Address[] {
  const [first, ...others] = ports;
  if (others.length === 0) return [environment.address(variable, loopback(first))];
  return environment.addresses(variable, ports.map(loopback));
}
