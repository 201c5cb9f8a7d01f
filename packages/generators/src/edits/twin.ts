import { before, last, removeKey, setKey } from "../patch/json.ts";
import { addEntry, keysIn, removeEntry } from "../patch/yaml.ts";
import { projectNames } from "../project.ts";
import { SERVICES_FILE, type Service } from "../service.ts";
import type { Tree } from "../tree.ts";
import { barrel } from "./barrel.ts";
import { HEALTHY, variableOf } from "./compose.ts";
import type { Addition, Edit, EditsOf } from "./edit.ts";

/** Callees come first in the list of services: so a twin stands before its service. */
export const twinFirst = (service: Service, twin: Service): Addition => ({
  path: SERVICES_FILE,
  add: (text) => setKey(text, [], twin.name, {}, before(service.name)),
});

/** What a service touches that has a twin, and keeps what their rollout stands at. */
export const twinEdits: EditsOf = (service, tree) => {
  const { callee: twin } = service;
  if (twin === undefined) return [];
  return [
    stack(service, twin, tree),
    ...needed(service, tree),
    compose(service, twin),
    chart(service, twin, tree),
    barrel(
      "apps/gateway/src/backends/index.ts",
      `export { ${service.name}Rollout } from "./${service.name}Rollout.ts";`,
    ),
  ];
};

/** Whether a service has a database of its own, whatever its twin. */
const hasStore = ({ folder }: Service, tree: Tree) => tree.exists(`${folder}/internal/store`);

/** The stack tells the service where its twin is, and where to keep things. */
function stack(service: Service, twin: Service, tree: Tree): Edit {
  const at = [service.name];
  const data = "dataVariable";
  return {
    path: SERVICES_FILE,
    add: (text) => {
      const called = setKey(text, at, "calls", [twin.name], before("route"));
      return setKey(called, at, data, "DATA_DIR", last);
    },
    remove: (text) => removeKey(hasStore(service, tree) ? text : removeKey(text, at, data), at, "calls"),
  };
}

/** The service's package needs the library. */
function needed({ folder }: Service, tree: Tree): Edit[] {
  const library = `@${projectNames(tree).scope}/experiment`;
  return [
    {
      path: `${folder}/package.json`,
      add: (text) => setKey(text, ["dependencies"], library, "*"),
      remove: (text) => removeKey(text, ["dependencies"], library),
    },
    {
      path: "package-lock.json",
      add: (text) => setKey(text, ["packages", folder, "dependencies"], library, "*"),
      remove: (text) => removeKey(text, ["packages", folder, "dependencies"], library),
    },
  ];
}

/** On a cluster the service calls its twin, and keeps what the rollout stands at in Postgres. */
function chart(service: Service, twin: Service, tree: Tree): Edit {
  const at = ["services", service.name];
  const secret = `${projectNames(tree).name}-database`;
  const how = `# kubectl create secret generic ${secret} --from-literal=url=postgres://...`;
  const database = [
    ["secrets", `\n  ${how}\n  DATABASE_URL: { name: ${secret}, key: url }`],
    ["egress", "[{ ports: [{ protocol: TCP, port: 5432 }] }]"],
  ] as const;
  const calls = ["calls", `[${twin.name}]`] as const;
  const entries = [calls, ...(hasStore(service, tree) ? [] : database)];
  return {
    path: "deploy/chart/values.yaml",
    optional: true,
    add: (text) =>
      entries.reduce((rest, [key, value]) => addEntry(rest, at, key, value, { place: last }), text),
    remove: (text) => entries.reduce((rest, [key]) => removeEntry(rest, at, key), text),
  };
}

/** The container starts after the twin's, knows where that is, and has a volume. */
function compose({ name }: Service, twin: Service): Edit {
  const at = ["services", name];
  const address = `${twin.name}:${twin.port}`;
  return {
    path: "docker-compose.yml",
    add: (text) => {
      const waiting = addEntry(text, at, "depends_on", `{ ${twin.name}: ${HEALTHY} }`, {
        place: before("environment"),
      });
      const told = addEntry(waiting, [...at, "environment"], variableOf(twin), address, { place: last });
      const keeping = addEntry(told, [...at, "environment"], "DATA_DIR", "/data", { place: last });
      const mounted = addEntry(keeping, at, "volumes", `[${name}:/data]`, { place: before("networks") });
      const top = addEntry(mounted, [], "volumes", `\n  ${name}:`, { place: last, spaced: true });
      return addEntry(top, ["volumes"], name, "");
    },
    remove: (text) => {
      const forgotten = ["DATA_DIR", variableOf(twin)].reduce(
        (rest, variable) => removeEntry(rest, [...at, "environment"], variable),
        removeEntry(text, at, "volumes"),
      );
      const rest = removeEntry(removeEntry(forgotten, at, "depends_on"), ["volumes"], name);
      return keysIn(rest, ["volumes"])?.length === 0 ? removeEntry(rest, [], "volumes") : rest;
    },
  };
}
