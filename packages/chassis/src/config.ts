/** Configuration from the environment, with every fault reported at once. */

import { FORMATS, type Format, isFormat, isLevel, LEVELS, type Level } from "./log.ts";

type Variables = Readonly<Record<string, string | undefined>>;

/** Everything that is wrong with an environment, one line a variable. */
export class BadEnvironment extends Error {
  override readonly name = "BadEnvironment";

  constructor(faults: readonly string[]) {
    super(`bad environment:\n  ${faults.join("\n  ")}`);
  }
}

/** Reads variables and remembers what is wrong with them. */
export class Environment {
  readonly #variables: Variables;
  readonly #faults: string[] = [];

  constructor(variables: Variables) {
    this.#variables = variables;
  }

  /**
   * The value of a variable, or `fallback` when it is unset or empty. A value for which
   * `parse` returns nothing is a fault: "NAME must be `expected`".
   */
  read<T>(name: string, fallback: T, expected: string, parse: (text: string) => T | undefined): T {
    const text = this.#variables[name];
    if (text === undefined || text === "") return fallback;
    const value = parse(text);
    if (value !== undefined) return value;
    this.#faults.push(`${name} must be ${expected}, but is ${JSON.stringify(text)}`);
    return fallback;
  }

  /** A secret of at least so many characters, or nothing. It is never shown. */
  secret(name: string, minLength: number): string | undefined {
    const text = this.#variables[name];
    if (text === undefined || text === "") return undefined;
    if (text.length < minLength) this.#faults.push(`${name} must have at least ${minLength} characters`);
    return text;
  }

  /** A whole number within bounds, both inclusive. */
  integer(name: string, fallback: number, min: number, max: number): number {
    return this.read(name, fallback, `a whole number from ${min} to ${max}`, (text) => {
      const value = Number(text);
      return /^\d+$/.test(text) && value >= min && value <= max ? value : undefined;
    });
  }

  /** A host and a port. */
  address(name: string, fallback: Address): Address {
    return this.read(name, fallback, "an address and a port, such as 127.0.0.1:8080", parseAddress);
  }

  /** Hosts and ports, separated by commas. */
  addresses(name: string, fallback: readonly Address[]): readonly Address[] {
    return this.read(name, fallback, "addresses and ports, separated by commas", (text) => {
      const addresses = text.split(",").map((address) => parseAddress(address.trim()));
      return addresses.every((address) => address !== undefined) ? addresses : undefined;
    });
  }

  /** Remembers a fault that concerns more than one variable. */
  fault(description: string): void {
    this.#faults.push(description);
  }

  /** @throws {BadEnvironment} with every fault met so far. */
  finish(): void {
    if (this.#faults.length > 0) throw new BadEnvironment(this.#faults);
  }
}

/** Where something listens. */
export interface Address {
  readonly host: string;
  readonly port: number;
}

/** `host:port`; IPv6 hosts in brackets. */
export function formatAddress({ host, port }: Address): string {
  return host.includes(":") ? `[${host}]:${port}` : `${host}:${port}`;
}

/** Whether only this machine can reach a host. */
export function isLoopback(host: string): boolean {
  return host === "localhost" || host === "::1" || /^127\.\d+\.\d+\.\d+$/.test(host);
}

function parseAddress(text: string): Address | undefined {
  const [, bracketed, plain, digits] = /^(?:\[([^\]]+)\]|([^:\s]+)):(\d{1,5})$/.exec(text) ?? [];
  const host = bracketed ?? plain;
  const port = Number(digits);
  return host === undefined || port > 65535 ? undefined : { host, port };
}

/** What every service is told. */
export interface Common {
  readonly listen: Address;
  readonly logLevel: Level;
  readonly logFormat: Format;
  /** Longest time that work in flight may take after a signal to stop. */
  readonly drainTimeoutMs: number;
}

/** Reads `LISTEN_ADDRESS`, `LOG_LEVEL`, `LOG_FORMAT` and `DRAIN_TIMEOUT_MS`. */
export function readCommon(environment: Environment, listen: Address): Common {
  return {
    listen: environment.address("LISTEN_ADDRESS", listen),
    logLevel: environment.read("LOG_LEVEL", "info", LEVELS, (text) => (isLevel(text) ? text : undefined)),
    logFormat: environment.read("LOG_FORMAT", "json", FORMATS, (text) => (isFormat(text) ? text : undefined)),
    drainTimeoutMs: environment.integer("DRAIN_TIMEOUT_MS", 10_000, 0, 600_000),
  };
}
