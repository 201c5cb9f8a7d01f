import { filesBelow, MemoryTree, textOf } from "../src/tree.ts";

/** What a small project has of the files that generators read and change. */
const FILES: Readonly<Record<string, string>> = {
  "package-lock.json": `${JSON.stringify(
    {
      name: "shop",
      packages: {
        "": { name: "shop" },
        "apps/gateway": { name: "@acme/gateway" },
        "node_modules/@acme/gateway": { resolved: "apps/gateway", link: true },
        "packages/stack": { name: "@acme/stack", dependencies: { "@acme/gateway": "*" } },
        "node_modules/zod": { version: "1.0.0" },
      },
    },
    null,
    2,
  )}\n`,
  ".trivium.json": JSON.stringify({
    version: "1",
    answers: { name: "shop", scope: "acme", module: "acme.io/shop" },
  }),
  ".github/CODEOWNERS": "# Who reviews.\n* @acme/all\n/proto/ @acme/api\n",
  "README.md": "# Shop\n\n## Where things live\n\n| folder | what |\n|---|---|\n| `proto` | contracts |\n",
  "apps/gateway/package.json": '{ "name": "@acme/gateway" }\n',
  "apps/gateway/src/backends/index.ts": "export {};\n",
  "apps/gateway/src/routes/index.ts": "export {};\n",
  "apps/gateway/src/schemas/index.ts": 'export * from "./problem.ts";\n',
  "deploy/chart/values.yaml": `# What runs.
services:
  gateway:
    ports: { http: 8080 }
    calls: []
`,
  "docker-compose.yml": `services:
  gateway:
    depends_on: {}
    environment:
      LISTEN_ADDRESS: 0.0.0.0:8080
      SHOP_TOKEN: x
    networks: [edge]

networks:
  edge:
`,
  "packages/stack/package.json": `{
  "name": "@acme/stack",
  "dependencies": {
    "@acme/gateway": "*"
  }
}
`,
  "packages/stack/services.json": `{
  "gateway": {
    "language": "typescript",
    "package": "@acme/gateway",
    "program": "apps/gateway/dist/server.js",
    "port": 8080,
    "calls": []
  }
}
`,
  "services-rust/Cargo.lock": `version = 4

[[package]]
name = "axum"
version = "0.7.1"
source = "registry"

[[package]]
name = "axum"
version = "0.8.9"
source = "registry"

[[package]]
name = "shop-chassis"
version = "0.1.0"
dependencies = [
 "axum 0.8.9",
]
`,
  "services-rust/Cargo.toml": `# Crates.
[workspace]
members = ["chassis"]

[workspace.package]
version = "0.1.0"

[workspace.dependencies]
axum = { version = "0.8.9" } # The edge.
`,
};

const contract = [
  'syntax = "proto3";',
  "package trivium.ostrich.v1;",
  "",
  'import "trivium/options/v1/bounds.proto";',
  "",
  "service OstrichService {",
  "  rpc ComputeGizmo(ComputeGizmoRequest) returns (Gizmo);",
  "}",
  "",
  "message Gizmo {",
  "}",
  "",
].join("\n");

/** Templates of few words. */
const TEMPLATES: Readonly<Record<string, string>> = {
  "contract/proto/trivium/ostrich/v1/ostrich_service.proto": contract,
  "vectors/tests/conformance/ostrich.json": "[]\n",
  "service/go/services-go/gopher/package.json":
    '{ "name": "@trivium/gopher", "version": "0.1.0", "dependencies": { "@trivium/go": "*" } }\n',
  "service/go/services-go/gopher/main.go":
    "// Gopher of github.com/trivium/trivium/services-go at :50050, :9050.\n",
  "service/go-computing/services-go/gopher/internal/hotpath/hotpath.go": "// Computes gizmos.\n",
  "service/go-calling/services-go/gopher/internal/hotpath/hotpath.go":
    '// Asks HERON_ADDRESS for doodads, by default at 50040.\nimport "github.com/trivium/trivium/services-go/gen/trivium/heron/v1"\n',
  "service/rust/services-rust/ferris/package.json": '{ "name": "@trivium/ferris" }\n',
  "service/rust/services-rust/ferris/Cargo.toml":
    '[package]\nname = "trivium-ferris"\n[dependencies]\naxum.workspace = true\ntrivium-chassis.workspace = true\n',
  "service/rust/services-rust/ferris/src/lib.rs": "pub mod compute;\npub mod service;\n",
  "service/rust/services-rust/ferris/src/service.rs":
    "impl OstrichService for Computer {\n    async fn compute_gizmo() {\n    }\n}\n\nfn after() {\n}\n",
  "service/typescript/services-ts/hermit/package.json": '{ "name": "@trivium/hermit" }\n',
  "service/typescript/services-ts/hermit/src/handlers/index.ts":
    'export { computeGizmo } from "./computeGizmo.ts";\n',
  "migration/services-go/gopher/internal/hotpath/hotpath.go":
    "// Computes gizmos, or asks HERON_ADDRESS, by default at 50040, by ostrich.\n",
  "migration/services-go/gopher/internal/hotpath/experiment.go": "// Go and heron.\n",
  "migration/apps/gateway/src/backends/gopherRollout.ts": 'import { gopher } from "./gopher.ts";\n',
  "method/contract/proto/trivium/ostrich/v1/warble_song.proto": "message WarbleSongRequest {}\n",
  "method/go/services-go/gopher/internal/api/warble_song.go": "// WarbleSong\n",
  "method/rust/services-rust/ferris/src/warble_song.rs": "//! WarbleSong\n",
  "method/typescript/services-ts/hermit/src/handlers/warbleSong.ts": "// warbleSong\n",
  "method/gateway/apps/gateway/src/routes/gopherWarbleSong.ts": "/v1/gizmos/warble-song\n",
  "gateway/apps/gateway/src/backends/gopher.ts": 'import "@trivium/contracts/ostrich/v1/ostrich_service";\n',
  "gateway/apps/gateway/src/routes/gizmos.ts": "/v1/gizmos\n",
  "gateway/apps/gateway/src/schemas/gizmo.ts": "Gizmo\n",
};

/** A small project without services. */
export function smallProject(): MemoryTree {
  const tree = new MemoryTree();
  for (const [path, text] of Object.entries(FILES)) tree.write(path, text);
  for (const [path, text] of Object.entries(TEMPLATES)) {
    tree.write(`packages/generators/template/${path}.tmpl`, text);
  }
  return tree;
}

/** Every file of a tree, and its text. */
export function contents(tree: MemoryTree): Record<string, string> {
  return Object.fromEntries(filesBelow(tree).map((path) => [path, textOf(tree, path)]));
}
