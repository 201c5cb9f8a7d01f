import { last, type Place } from "../patch/json.ts";
import { addEntry, removeEntry } from "../patch/yaml.ts";
import { projectNames } from "../project.ts";
import { GATEWAY, type Service } from "../service.ts";
import type { EditsOf } from "./edit.ts";

const FILE = "docker-compose.yml";
/** What somebody waits for who needs a service. */
export const HEALTHY = "{ condition: service_healthy }";
const dockerfiles = { go: "go.Dockerfile", rust: "rust.Dockerfile", typescript: "node.Dockerfile" };
const afterAddresses: Place = (among) => among.findLastIndex((key) => /_ADDRESS(ES)?$/.test(key)) + 1;

/** The images that Docker runs together. */
export const compose: EditsOf = (service, tree) => [
  {
    path: FILE,
    add: (text) => {
      const entry = entryOf(service, projectNames(tree).name);
      const added = addEntry(text, ["services"], service.name, entry, { place: last, spaced: true });
      return service.route === undefined ? added : tell(added, service);
    },
    remove: (text) => {
      const dependsOn = removeEntry(text, [...ofGateway, "depends_on"], service.name);
      const environment = removeEntry(dependsOn, [...ofGateway, "environment"], variableOf(service));
      return removeEntry(environment, ["services"], service.name);
    },
  },
];

const ofGateway = ["services", GATEWAY] as const;

/** The gateway starts after the service, and is told where it is. */
function tell(text: string, service: Service): string {
  const added = addEntry(text, [...ofGateway, "depends_on"], service.name, HEALTHY, { place: last });
  const address = `${service.name}:${service.port}`;
  return addEntry(added, [...ofGateway, "environment"], variableOf(service), address, {
    place: afterAddresses,
  });
}

/** The variable that tells callers where a service is. */
export function variableOf({ name }: Pick<Service, "name">): string {
  return `${name.toUpperCase()}_ADDRESS`;
}

function entryOf({ name, language, port, adminPort, callee }: Service, project: string): string {
  const lines = [
    "<<: *service",
    `image: ${project}-${name}`,
    `build: { <<: *build, dockerfile: deploy/${dockerfiles[language]}, args: { <<: *args, SERVICE: ${name} } }`,
    ...(callee === undefined ? [] : [`depends_on: { ${callee.name}: ${HEALTHY} }`]),
    "environment:",
    `  LISTEN_ADDRESS: 0.0.0.0:${port}`,
    `  ADMIN_ADDRESS: 0.0.0.0:${adminPort}`,
    ...(callee === undefined ? [] : [`  ${variableOf(callee)}: ${callee.name}:${callee.port}`]),
    "networks: [inside]",
    "mem_limit: 256m",
  ];
  return lines.map((line) => `\n  ${line}`).join("");
}
