import { pluralOf } from "../names.ts";
import { barrel } from "./barrel.ts";
import type { EditsOf } from "./edit.ts";

/** The gateway's lists of services, of routes and of schemas. */
export const gatewayLists: EditsOf = ({ name, resource, route }) => {
  if (route === undefined) return [];
  const list = (folder: string, line: string) => barrel(`apps/gateway/src/${folder}/index.ts`, line);
  return [
    list("backends", `export { ${name} } from "./${name}.ts";`),
    list("routes", `export { ${resource}Routes } from "./${pluralOf(resource)}.ts";`),
    list("schemas", `export * from "./${resource}.ts";`),
  ];
};
