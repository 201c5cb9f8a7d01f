import { addLine } from "trivium/patch/lines";
import { addEntry } from "trivium/patch/yaml";
import { type Tree, textOf } from "trivium/tree";
import { edit } from "../edit.ts";
import { addPlace } from "../places.ts";
import type { Part } from "./part.ts";

const GATEWAY = "apps/gateway/src";
const ROUTES = ["rollout", "rolloutEvents", "steering"];
const SCHEMAS = ["audit", "message", "mismatch", "rollout", "steering"];
const MAPPINGS = ["audit", "message", "mismatch", "rollout", "time"];
const CALLS = ["resumed", "rollouts", "watchRollout"];

/** What moves a hot path from Go to Rust: the library, its contract, the gateway's routes and a command. */
export const migrationKit: Part = {
  copied: [
    ["services-go/experiment"],
    ["services-go/internal/chassis/postgrestest"],
    ["services-go/internal/chassis/sqldb"],
    ["proto/trivium/options/v1/compare.proto"],
    ["proto/trivium/rollout"],
    ["packages/cli", "src/commands/promote.ts", "src/newFile.ts", "src/vector.ts", "test/promote.test.ts"],
    [`${GATEWAY}/backends/rolloutBackend.ts`],
    [`${GATEWAY}/http/events.ts`],
    [`${GATEWAY}/routes/paging.ts`],
    ...ROUTES.map((name) => [`${GATEWAY}/routes/${name}.ts`] as const),
    ...SCHEMAS.map((name) => [`${GATEWAY}/schemas/${name}.ts`] as const),
    ...MAPPINGS.map((name) => [`${GATEWAY}/mapping/${name}.ts`] as const),
    ...CALLS.map((name) => [`${GATEWAY}/calls/${name}.ts`] as const),
    ["apps/gateway/test/rollouts.test.ts"],
  ],
  fit,
};

const isExport = (line: string) => line.startsWith("export ");

function fit(tree: Tree): void {
  for (const name of ROUTES) list(tree, "routes", `export { ${name}Routes } from "./${name}.ts";`);
  for (const name of ["compared", ...SCHEMAS]) list(tree, "schemas", `export * from "./${name}.ts";`);
  edit(tree, "packages/stack/boot/own.mjs", [
    ["callers = {}", 'callers = { rollout: "packages/cli/src/main.ts" }'],
  ]);
  edit(tree, "proto/trivium/errors/v1/reason.proto", [[/\}\n$/, REASONS]]);
  const compose = "docker-compose.yml";
  const told = ["services", "gateway", "environment"];
  const operator = `\${TRIVIUM_OPERATOR_TOKEN:-}`;
  tree.write(
    compose,
    addEntry(textOf(tree, compose), told, "TRIVIUM_OPERATOR_TOKEN", operator, { place: last }),
  );
  const library =
    "moves a hot path from Go to Rust, with proof at every step: see [docs/migrating.md](docs/migrating.md)";
  addPlace(tree, ["`services-go/experiment`", library], "services-go/internal");
  addPlace(
    tree,
    ["`packages/cli`", "`npx trivium rollout`, which watches and steers that"],
    "packages/stack",
  );
}

function list(tree: Tree, folder: string, line: string): void {
  const file = `${GATEWAY}/${folder}/index.ts`;
  tree.write(file, addLine(textOf(tree, file), line, isExport));
}

const last = (among: readonly string[]) => among.length;

/** What rollouts answer beside what any service does. */
const REASONS = `  // NOT_FOUND. No rollout has this name.
  ERROR_REASON_ROLLOUT_NOT_FOUND = 7;
  // NOT_FOUND. No mismatch has this id.
  ERROR_REASON_MISMATCH_NOT_FOUND = 8;
  // ABORTED. The rollout was changed meanwhile. Its present State is among the details.
  ERROR_REASON_ROLLOUT_VERSION_STALE = 9;
  // FAILED_PRECONDITION. The step skips a stage, or the evidence for it is not there.
  ERROR_REASON_ROLLOUT_STEP_REFUSED = 10;
}
`;
