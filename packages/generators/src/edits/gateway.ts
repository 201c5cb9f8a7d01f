import { pluralOf } from "../names.ts";
import { addLine, removeLine } from "../patch/lines.ts";
import type { Edit, EditsOf } from "./edit.ts";

/** What a barrel holds that exports nothing: without it, it were no module. */
const NOTHING = "export {};";
const isExport = (line: string) => line.startsWith("export ");

/** The gateway's lists of services, of routes and of schemas. */
export const gatewayLists: EditsOf = ({ name, resource, route }) => {
  if (route === undefined) return [];
  return [
    barrel("backends", `export { ${name} } from "./${name}.ts";`),
    barrel("routes", `export { ${resource}Routes } from "./${pluralOf(resource)}.ts";`),
    barrel("schemas", `export * from "./${resource}.ts";`),
  ];
};

function barrel(folder: string, line: string): Edit {
  return {
    path: `apps/gateway/src/${folder}/index.ts`,
    add: (text) => removeLine(addLine(text, line, isExport), NOTHING),
    remove: (text) => {
      const rest = removeLine(text, line);
      return rest.split("\n").some(isExport) ? rest : addLine(rest, NOTHING, isExport);
    },
  };
}
