import { FOLDERS } from "../language.ts";
import { addText, before, last, removeKey, removeText, setKey } from "../patch/json.ts";
import { projectNames } from "../project.ts";
import { GATEWAY, SERVICES_FILE, type Service, type ServiceEntry } from "../service.ts";
import type { Tree } from "../tree.ts";
import type { EditsOf } from "./edit.ts";

const STACK = "packages/stack";

/** The stack starts the service, before the gateway, and tells those who call it where it is. */
export const stackEntry: EditsOf = (service, tree) => [
  {
    path: SERVICES_FILE,
    add: (text) => {
      const added = setKey(text, [], service.name, entryOf(service, tree), before(GATEWAY));
      return service.route === undefined ? added : addText(added, [GATEWAY, "calls"], service.name, last);
    },
    remove: (text) => removeText(removeKey(text, [], service.name), [GATEWAY, "calls"], service.name),
  },
];

/** The stack's package needs the service's: that is how turbo knows what to build, and Nx what is affected. */
export const stackDependency: EditsOf = ({ name }, tree) => {
  const dependency = `@${projectNames(tree).scope}/${name}`;
  return [
    {
      path: `${STACK}/package.json`,
      add: (text) => setKey(text, ["dependencies"], dependency, "*"),
      remove: (text) => removeKey(text, ["dependencies"], dependency),
    },
    {
      path: "package-lock.json",
      add: (text) => setKey(text, ["packages", STACK, "dependencies"], dependency, "*"),
      remove: (text) => removeKey(text, ["packages", STACK, "dependencies"], dependency),
    },
  ];
};

function entryOf(service: Service, tree: Tree): ServiceEntry {
  const { name, scope } = projectNames(tree);
  const { language, port, adminPort, callee, route, contract } = service;
  const programs = {
    go: `${FOLDERS.go}/${service.name}/bin/${service.name}`,
    rust: `${FOLDERS.rust}/${service.name}/bin/${name}-${service.name}`,
    typescript: `${FOLDERS.typescript}/${service.name}/dist/main.js`,
  };
  return {
    language,
    package: `@${scope}/${service.name}`,
    program: programs[language],
    port,
    adminPort,
    ...(callee === undefined ? {} : { calls: [callee.name] }),
    ...(route === undefined ? {} : { route }),
    vectors: `tests/conformance/${contract}.json`,
  };
}
