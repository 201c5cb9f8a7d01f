import { last } from "trivium/patch/json";
import { addLine } from "trivium/patch/lines";
import { addEntry } from "trivium/patch/yaml";
import { type Tree, textOf } from "trivium/tree";
import { edit } from "../edit.ts";
import { addPlace } from "../places.ts";
import type { Part } from "./part.ts";

const GATEWAY = "apps/gateway/src";
const ROUTES = { rollout: "rolloutRoutes", rolloutEvents: "rolloutEventRoutes", steering: "steeringRoutes" };
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
    ...Object.keys(ROUTES).map((name) => [`${GATEWAY}/routes/${name}.ts`] as const),
    ...SCHEMAS.map((name) => [`${GATEWAY}/schemas/${name}.ts`] as const),
    ...MAPPINGS.map((name) => [`${GATEWAY}/mapping/${name}.ts`] as const),
    ...CALLS.map((name) => [`${GATEWAY}/calls/${name}.ts`] as const),
    ["apps/gateway/test/rollouts.test.ts"],
    ["tests/integration/src/steering.ts"],
  ],
  fit,
};

const isExport = (line: string) => line.startsWith("export ");

function fit(tree: Tree): void {
  for (const [file, name] of Object.entries(ROUTES)) {
    list(tree, "routes", `export { ${name} } from "./${file}.ts";`);
  }
  for (const name of ["compared", ...SCHEMAS]) list(tree, "schemas", `export * from "./${name}.ts";`);
  edit(tree, "packages/stack/boot/own.mjs", [
    ["callers = {}", 'callers = { rollout: "packages/cli/src/main.ts" }'],
  ]);
  edit(tree, "proto/trivium/errors/v1/reason.proto", [[/\}\n$/, REASONS]]);
  tell(tree, "docker-compose.yml", "environment", "${TRIVIUM_OPERATOR_TOKEN:-}");
  tell(
    tree,
    "deploy/chart/values.yaml",
    "secrets",
    "{ name: trivium-tokens, key: operator, optional: true }",
  );
  const library =
    "moves a hot path from Go to Rust, with proof at every step: see [docs/migrating.md](docs/migrating.md)";
  fitReadme(tree);
  addPlace(tree, ["`services-go/experiment`", library], "services-go/internal");
  addPlace(tree, ["`packages/cli`", "watches and steers a rollout: `npx trivium rollout`"], "packages/stack");
}

/** Whoever steers shows the operator's token, which the gateway knows by its environment. */
function tell(tree: Tree, file: string, key: string, token: string): void {
  if (!tree.exists(file)) return;
  const at = ["services", "gateway", key];
  tree.write(file, addEntry(textOf(tree, file), at, "TRIVIUM_OPERATOR_TOKEN", token, { place: last }));
}

/** What the README says of who computes. */
function fitReadme(tree: Tree): void {
  edit(tree, "README.md", [
    [
      /gopher {4}Go {11}services-go\/gopher .*/,
      "gopher    Go           services-go/gopher    checks, deadlines, the computation",
    ],
    [/│ gRPC {2}trivium\.ferris\.v1/, "│ gRPC  trivium.gopher.v1"],
    [
      /ferris {4}Rust {9}services-rust\/ferris .*/,
      "ferris    Rust         services-rust/ferris  the same computation: the twin",
    ],
    [
      /^One call goes .*$/m,
      "Go computes, and hands the work over to its twin in Rust as far as the rollout says, which begins at *off*: see [docs/migrating.md](docs/migrating.md).",
    ],
    [
      /^\| what is computed \|.*$/m,
      "| what is computed | `services-go/gopher/internal/compute` and its twin, `services-rust/ferris/src/compute.rs`; the known answers in `tests/conformance/gopher.json` |",
    ],
    ["| `GOPHER_ADDRESS` | gateway | 127.0.0.1:50052 |", "| `GOPHER_ADDRESS` | gateway | 127.0.0.1:50051 |"],
    ["| `FERRIS_ADDRESS` | gopher | 127.0.0.1:50051 |", "| `FERRIS_ADDRESS` | gopher | 127.0.0.1:50052 |"],
  ]);
}

function list(tree: Tree, folder: string, line: string): void {
  const file = `${GATEWAY}/${folder}/index.ts`;
  tree.write(file, addLine(textOf(tree, file), line, isExport));
}

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
