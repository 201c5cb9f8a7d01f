import type { Edge } from "./edge.ts";
import { ownerOf, read } from "./repository.ts";

const LIST = "packages/stack/services.json";

/** What of a service on the stack's list is looked at here. */
export interface Service {
  readonly language: "go" | "rust" | "typescript";
  readonly package: string;
  readonly port: number;
  readonly adminPort?: number;
  readonly calls?: readonly string[];
  readonly replicas?: number;
  readonly assets?: readonly string[];
}

/** The services that the stack has on its list, by name. */
export const services = JSON.parse(read(LIST)) as Readonly<Record<string, Service>>;

/** What starts the stack needs what it starts. */
export function serviceEdges(): Edge[] {
  return Object.values(services)
    .flatMap((service) => [service.package, ...(service.assets ?? [])])
    .map((to) => ({ from: ownerOf(LIST)?.name ?? "", to, because: `${LIST} names ${to}` }));
}
