import type { Edge } from "./edge.ts";
import { ownerOf, read } from "./repository.ts";

const LIST = "packages/stack/services.json";

interface Service {
  package: string;
  assets?: string[];
}

/** What starts the stack needs what it starts: the services that it has on its list. */
export function serviceEdges(): Edge[] {
  const services = Object.values(JSON.parse(read(LIST)) as Record<string, Service>);
  return services
    .flatMap((service) => [service.package, ...(service.assets ?? [])])
    .map((to) => ({ from: ownerOf(LIST)?.name ?? "", to, because: `${LIST} names ${to}` }));
}
