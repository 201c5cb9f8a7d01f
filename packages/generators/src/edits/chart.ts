import { before } from "../patch/json.ts";
import { addEntry, addToList, removeEntry, removeFromList } from "../patch/yaml.ts";
import { GATEWAY } from "../service.ts";
import type { EditsOf } from "./edit.ts";

/** The Helm chart runs the service, where there is one. */
export const chart: EditsOf = ({ name, port, adminPort, callee, route }) => {
  const calls = callee === undefined ? "" : `\n  calls: [${callee.name}]`;
  const entry = `\n  ports: { grpc: ${port}, admin: ${adminPort} }${calls}`;
  const called = ["services", GATEWAY, "calls"];
  return [
    {
      path: "deploy/chart/values.yaml",
      optional: true,
      add: (text) => {
        const added = addEntry(text, ["services"], name, entry, { place: before(GATEWAY), spaced: true });
        return route === undefined ? added : addToList(added, called, name);
      },
      remove: (text) => removeEntry(removeFromList(text, called, name), ["services"], name),
    },
  ];
};
