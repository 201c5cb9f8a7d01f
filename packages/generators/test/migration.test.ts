import { beforeEach, describe, expect, test } from "vitest";
import { drafted } from "../src/draft.ts";
import { addMethod } from "../src/generators/method.ts";
import { addMigration, type MigrationRequest } from "../src/generators/migration.ts";
import { remove } from "../src/generators/remove.ts";
import { addService, type ServiceRequest } from "../src/generators/service.ts";
import { type MemoryTree, textOf } from "../src/tree.ts";
import { contents, smallProject } from "./project.ts";

let tree: MemoryTree;
beforeEach(() => {
  tree = smallProject();
  for (const path of [
    "services-go/experiment/experiment.go",
    "packages/cli/package.json",
    "apps/gateway/src/backends/rolloutBackend.ts",
  ]) {
    tree.write(path, "{}");
  }
  add({ name: "pricing", language: "go", resource: "price" });
});

const add = (request: ServiceRequest) => drafted(tree, (draft) => addService(draft, request)).apply();
const move = (request: MigrationRequest) => drafted(tree, (draft) => addMigration(draft, request)).apply();
const text = (path: string) => textOf(tree, path);
const HOT_PATH = "services-go/pricing/internal/hotpath/hotpath.go";

describe("a migration", () => {
  test("gives a service a twin of its contract, and asks it", () => {
    move({ service: "pricing" });
    expect(text(HOT_PATH)).toBe(
      "// Computes prices, or asks PRICINGTWIN_ADDRESS, by default at 50052, by pricing.\n",
    );
    expect(text("services-go/pricing/internal/hotpath/experiment.go")).toBe("// Go and pricingtwin.\n");
    expect(text("services-rust/pricingtwin/src/service.rs")).toContain("impl PricingService for Computer");
    expect(tree.exists("proto/shop/pricingtwin")).toBe(false);
    const services = JSON.parse(text("packages/stack/services.json")) as object;
    expect(Object.keys(services)).toEqual(["pricingtwin", "pricing", "gateway"]);
    expect(services).toMatchObject({
      pricingtwin: { language: "rust", port: 50_052, vectors: "tests/conformance/pricing.json" },
      pricing: { calls: ["pricingtwin"], dataVariable: "DATA_DIR" },
      gateway: { calls: ["pricing"] },
    });
  });

  test("tells everybody who has to know", () => {
    move({ service: "pricing", name: "solver" });
    const compose = text("docker-compose.yml");
    expect(compose).toContain("    depends_on: { solver: { condition: service_healthy } }\n    environment:");
    expect(compose).toContain(
      "      SOLVER_ADDRESS: solver:50052\n      DATA_DIR: /data\n    volumes: [pricing:/data]\n",
    );
    expect(compose).toMatch(/\n\nvolumes:\n {2}pricing:\n$/);
    expect(text("apps/gateway/src/backends/index.ts")).toContain("pricingRollout");
    expect(text("apps/gateway/src/backends/pricingRollout.ts")).toContain('from "./pricing.ts"');
    expect(text("services-go/pricing/package.json")).toContain('"@acme/experiment": "*"');
    expect(text("deploy/chart/values.yaml")).toContain("calls: [solver]");
    expect(text("services-rust/Cargo.toml")).toContain("solver");
  });

  test("has the twin answer methods that were added before", () => {
    drafted(tree, (draft) => addMethod(draft, { service: "pricing", method: "ExplainPrice" })).apply();
    const before = contents(tree);
    move({ service: "pricing", name: "solver" });
    expect(text("services-rust/solver/src/service.rs").match(/async fn explain_price\(/g)).toHaveLength(1);
    expect(text("services-rust/solver/src/lib.rs")).toContain("pub mod explain_price;");
    expect(tree.exists("services-rust/solver/src/explain_price.rs")).toBe(true);
    drafted(tree, (draft) => remove(draft, "solver")).apply();
    expect(contents(tree)).toEqual(before);
  });

  test("is there but once, and leaves nothing when its twin is removed", () => {
    const before = contents(tree);
    move({ service: "pricing" });
    const after = contents(tree);
    move({ service: "pricing" });
    expect(contents(tree)).toEqual(after);
    drafted(tree, (draft) => remove(draft, "pricingtwin")).apply();
    expect(contents(tree)).toEqual(before);
  });

  test("does not mind what formatters change", () => {
    tree.write(HOT_PATH, `\n\t${text(HOT_PATH)}`);
    move({ service: "pricing" });
    expect(text(HOT_PATH)).toContain("PRICINGTWIN_ADDRESS");
  });
});

describe("a migration is refused, and nothing changes", () => {
  const refused = (request: MigrationRequest, words: RegExp) => {
    const before = contents(tree);
    expect(() => move(request)).toThrow(words);
    expect(contents(tree)).toEqual(before);
  };

  test("of a service that is not there", () =>
    refused({ service: "tax" }, /no service tax: there are pricing/));

  test("of a service in another language", () => {
    add({ name: "solver", language: "rust" });
    refused({ service: "solver" }, /solver is in rust/);
  });

  test("of a service that has another compute for it", () => {
    add({ name: "solver", language: "rust" });
    add({ name: "broker", language: "go", calls: "solver" });
    refused({ service: "broker" }, /broker has solver compute for it/);
  });

  test("of a service that has a twin already", () => {
    move({ service: "pricing" });
    refused({ service: "pricing", name: "other" }, /pricing has a twin already: pricingtwin/);
  });

  test("under a name in use", () =>
    refused({ service: "pricing", name: "pricing" }, /the name pricing is in use/));

  test("where somebody has changed how it computes, naming the file", () => {
    tree.write(HOT_PATH, "// By hand.\n");
    refused({ service: "pricing" }, new RegExp(`${HOT_PATH} is not what the generator had written`));
  });

  test("where there is no kit, naming the command that adds it", () => {
    tree.delete("services-go/experiment");
    refused({ service: "pricing" }, /npx create-trivium update --migration-kit/);
  });

  test("by a twin whose rollout somebody has changed", () => {
    move({ service: "pricing" });
    tree.write("services-go/pricing/internal/hotpath/experiment.go", "// By hand.\n");
    const before = contents(tree);
    expect(() => drafted(tree, (draft) => remove(draft, "pricingtwin")).apply()).toThrow(
      /experiment.go is not what/,
    );
    expect(contents(tree)).toEqual(before);
  });
});
