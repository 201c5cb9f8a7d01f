import { contractFile } from "../contract.ts";
import type { MethodName } from "../methodName.ts";
import { addToBlock } from "../patch/block.ts";
import { addLine } from "../patch/lines.ts";
import { projectNames } from "../project.ts";
import type { Service } from "../service.ts";
import type { Tree } from "../tree.ts";
import { barrel } from "./barrel.ts";
import type { Addition, Edit } from "./edit.ts";

/** The contract's service has the method, whose messages are in a file of their own. */
export function contractMethod({ contract }: Service, method: MethodName, tree: Tree): Addition {
  const path = contractFile(tree, contract);
  const messages = path.replace(/^proto\//, "").replace(/[^/]+$/, `${method.snake}.proto`);
  const { pascal } = method;
  return {
    path,
    add: (text) => {
      const imported = addLine(text, `import "${messages}";`, (line) => line.startsWith("import "));
      return addToBlock(imported, /^service /, [
        "",
        "  // Gives back what it is given. Safe to repeat.",
        "  //",
        "  // INVALID_ARGUMENT: a field is out of range; never worth a retry.",
        `  rpc ${pascal}(${pascal}Request) returns (${pascal}Response);`,
      ]);
    },
  };
}

/** Where a service hands its calls over to what answers them; Go finds that by itself. */
export function handlerOf(service: Service, method: MethodName, tree: Tree): Addition[] {
  if (service.language === "go") return [];
  return service.language === "rust"
    ? rustHandler(service, method, tree)
    : typescriptHandler(service, method);
}

function rustHandler({ folder, contract }: Service, { pascal, snake }: MethodName, tree: Tree): Addition[] {
  const contracts = `${projectNames(tree).name.replaceAll("-", "_")}_contracts::${contract}::v1`;
  return [
    {
      path: `${folder}/src/lib.rs`,
      add: (text) => addLine(text, `pub mod ${snake};`, (line) => line.startsWith("pub mod ")),
    },
    {
      path: `${folder}/src/service.rs`,
      add: (text) =>
        addToBlock(text, /^impl \w+Service for /, [
          "",
          `    async fn ${snake}(`,
          "        &self,",
          `        request: Request<${contracts}::${pascal}Request>,`,
          `    ) -> Result<Response<${contracts}::${pascal}Response>, Status> {`,
          `        let answer = |message| async { crate::${snake}::answer(message) };`,
          `        self.calls.answer("${snake}", request, answer).await`,
          "    }",
        ]),
    },
  ];
}

function typescriptHandler({ folder }: Service, { camel }: MethodName): Addition[] {
  return [barrel(`${folder}/src/handlers/index.ts`, `export { ${camel} } from "./${camel}.ts";`)];
}

/** The gateway's lists have what is about the method. */
export function gatewayMethod({ name }: Service, { pascal }: MethodName): Edit[] {
  const file = `${name}${pascal}`;
  return [
    barrel("apps/gateway/src/routes/index.ts", `export { ${file}Routes } from "./${file}.ts";`),
    barrel("apps/gateway/src/schemas/index.ts", `export * from "./${file}.ts";`),
  ];
}
