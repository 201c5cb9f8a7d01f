import { userInfo } from "node:os";
import { EXIT } from "./exit.ts";
import { Fault } from "./fault.ts";
import type { Given } from "./given.ts";

const DEFAULT_URL = "http://127.0.0.1:8080";

/** Where the stack is, and how to be let in. */
export interface Settings {
  /** Without a slash at the end. */
  readonly url: string;
  readonly token: string | undefined;
  /** Whose rollout, where there is more than one. */
  readonly service: string | undefined;
}

/**
 * What the environment says; what the command line says goes before it.
 *
 * @throws {Fault} when an address is none.
 */
export function readSettings(
  variables: Readonly<Record<string, string | undefined>>,
  { url: given, service: named }: Pick<Given, "url" | "service">,
): Settings {
  const url = addressIn(given ?? (variables["TRIVIUM_URL"] || DEFAULT_URL));
  if (url === undefined) {
    const name = given === undefined ? "TRIVIUM_URL" : "--url";
    throw new Fault(`${name} must be an address such as ${DEFAULT_URL}`, EXIT.usage);
  }
  const service = named ?? (variables["TRIVIUM_SERVICE"] || undefined);
  return { url, token: variables["TRIVIUM_TOKEN"] || undefined, service };
}

function addressIn(text: string): string | undefined {
  const url = URL.parse(text);
  if (url === null || !/^https?:$/.test(url.protocol)) return undefined;
  return `${url.origin}${url.pathname}`.replace(/\/+$/, "");
}

/** Who sits at this terminal. */
export function userName(): string {
  try {
    return userInfo().username;
  } catch {
    return "operator";
  }
}
