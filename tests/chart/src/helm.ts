import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { parse, parseAllDocuments, stringify } from "yaml";

const CHART = resolve(import.meta.dirname, "../../../deploy/chart");

/** Name of the release that is rendered. */
export const RELEASE = "blue";

/** An object of Kubernetes, as far as every kind has the same. */
export interface Manifest {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: { readonly name: string };
  // oxlint-disable-next-line typescript/no-explicit-any -- what is below differs by kind
  readonly [field: string]: any;
}

/** What helm says. */
export function helm(command: string, args: readonly string[], values: object = {}) {
  return spawnSync("helm", [command, ...args, CHART, "--values=-"], {
    encoding: "utf8",
    input: stringify(values),
  });
}

/**
 * The objects that the chart makes, with values on top of its own.
 *
 * @throws {Error} with what helm says against them.
 */
export function render(values: object = {}): Manifest[] {
  const { status, stdout, stderr } = helm("template", [RELEASE], values);
  if (status !== 0) throw new Error(stderr);
  return parseAllDocuments(stdout)
    .map((document) => document.toJS() as Manifest | null)
    .filter((manifest) => manifest !== null);
}

/** Values by which the chart has these services, and none of its own. */
export function onlyServices(services: object): object {
  const values = parse(readFileSync(join(CHART, "values.yaml"), "utf8")) as { services: object };
  const none = Object.fromEntries(Object.keys(values.services).map((name) => [name, null]));
  return { services: { ...none, ...services } };
}
