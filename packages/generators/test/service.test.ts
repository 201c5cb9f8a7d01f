import fc from "fast-check";
import { beforeEach, describe, expect, test } from "vitest";
import { unifiedDiff } from "../src/diff.ts";
import { drafted } from "../src/draft.ts";
import { addContract } from "../src/generators/contract.ts";
import { remove } from "../src/generators/remove.ts";
import { addService, type ServiceRequest } from "../src/generators/service.ts";
import { LANGUAGES } from "../src/language.ts";
import type { MemoryTree } from "../src/tree.ts";
import { textOf } from "../src/tree.ts";
import { contents, smallProject } from "./project.ts";

let tree: MemoryTree;
beforeEach(() => {
  tree = smallProject();
});

const add = (request: ServiceRequest) => drafted(tree, (draft) => addService(draft, request)).apply();
const takeAway = (name: string) => drafted(tree, (draft) => remove(draft, name)).apply();
const text = (path: string) => textOf(tree, path);

describe("a service is added", () => {
  test("in Go, with all that has to know of it", () => {
    add({ name: "pricing", language: "go", resource: "price" });
    expect(text("services-go/pricing/main.go")).toBe(
      "// Pricing of acme.io/shop/services-go at :50051, :9051.\n",
    );
    expect(text("proto/shop/pricing/v1/pricing_service.proto")).toContain("rpc ComputePrice(");
    expect(JSON.parse(text("packages/stack/services.json"))).toMatchObject({
      pricing: {
        language: "go",
        package: "@acme/pricing",
        program: "services-go/pricing/bin/pricing",
        port: 50_051,
        adminPort: 9051,
        route: "/v1/prices",
        vectors: "tests/conformance/pricing.json",
      },
      gateway: { calls: ["pricing"] },
    });
    expect(Object.keys(JSON.parse(text("packages/stack/services.json")) as object)).toEqual([
      "pricing",
      "gateway",
    ]);
    expect(text("packages/stack/package.json")).toContain('"@acme/gateway": "*",\n    "@acme/pricing": "*"');
    expect(JSON.parse(text("package-lock.json"))).toMatchObject({
      packages: {
        "services-go/pricing": { name: "@acme/pricing", version: "0.1.0" },
        "node_modules/@acme/pricing": { resolved: "services-go/pricing", link: true },
        "packages/stack": { dependencies: { "@acme/pricing": "*" } },
      },
    });
    expect(text("apps/gateway/src/backends/index.ts")).toBe('export { pricing } from "./pricing.ts";\n');
    expect(text("apps/gateway/src/schemas/index.ts")).toContain('export * from "./price.ts";\n');
    expect(text("docker-compose.yml")).toContain("depends_on: { pricing: { condition: service_healthy } }");
    expect(text("docker-compose.yml")).toContain("PRICING_ADDRESS: pricing:50051\n      SHOP_TOKEN");
    expect(text("docker-compose.yml")).toContain(
      "\n\n  pricing:\n    <<: *service\n    image: shop-pricing\n",
    );
    expect(text("deploy/chart/values.yaml")).toContain("ports: { grpc: 50051, admin: 9051 }\n\n  gateway:");
    expect(text("deploy/chart/values.yaml")).toContain("calls: [pricing]");
    expect(text(".github/CODEOWNERS")).toContain("/services-go/pricing/ @acme/all\n");
    expect(text("README.md")).toContain("| `services-go/pricing` | computes prices |\n");
  });

  test("in Rust, as a crate", () => {
    add({ name: "solver", language: "rust" });
    expect(text("services-rust/Cargo.toml")).toContain('members = ["chassis", "solver"]');
    expect(text("services-rust/Cargo.lock")).toMatch(
      /\n\[\[package\]\]\nname = "shop-solver"\nversion = "0\.1\.0"\ndependencies = \[\n "axum 0\.8\.9",\n "shop-chassis",\n\]\n$/,
    );
    expect(text("apps/gateway/src/routes/index.ts")).toBe(
      'export { solveritemRoutes } from "./solveritems.ts";\n',
    );
  });

  test("that another computes for, which the gateway does not call", () => {
    add({ name: "solver", language: "rust", resource: "root", internal: true });
    expect(text("apps/gateway/src/routes/index.ts")).toBe("export {};\n");
    add({ name: "pricing", language: "go", resource: "price", calls: "solver" });
    expect(text("services-go/pricing/internal/hotpath/hotpath.go")).toBe(
      '// Asks SOLVER_ADDRESS for roots, by default at 50051.\nimport "acme.io/shop/services-go/gen/shop/solver/v1"\n',
    );
    expect(JSON.parse(text("packages/stack/services.json"))).toMatchObject({
      pricing: { calls: ["solver"], port: 50_052 },
      gateway: { calls: ["pricing"] },
    });
    expect(text("docker-compose.yml")).toContain("SOLVER_ADDRESS: solver:50051\n    networks");
    expect(text("README.md")).toContain("has solver compute prices");
  });

  test("once: the same call again changes nothing", () => {
    const request = { name: "pricing", language: "typescript", resource: "price" } as const;
    add(request);
    expect(drafted(tree, (draft) => addService(draft, request)).changes()).toEqual([]);
  });

  test("under names that are also those of templates", () => {
    add({ name: "ferris", language: "go", resource: "gopher" });
    expect(text("apps/gateway/src/routes/gophers.ts")).toBe("/v1/gophers\n");
    expect(text("services-go/ferris/main.go")).toMatch(/^\/\/ Ferris of/);
  });
});

describe("it is refused, and nothing is changed", () => {
  const good: ServiceRequest = { name: "pricing", language: "go", resource: "price" };

  test.each<[string, ServiceRequest, RegExp]>([
    [
      "a name that is no word",
      { ...good, name: "Price List" },
      /name of a service must be .*what about pricelist\?/,
    ],
    [
      "a word of a language",
      { ...good, name: "crate" },
      /is a word of Rust, but is "crate"; what about crateapp\?/,
    ],
    ["what every project has", { ...good, name: "chassis" }, /is used by every project itself/],
    ["a name that a package has", { ...good, name: "stack" }, /is used by|is in use: there is @acme\/stack/],
    [
      "a name that a contract has",
      { ...good, name: "known" },
      /known is in use: there is proto\/shop\/known/,
    ],
    [
      "a language that there is not",
      { ...good, language: "elixir" },
      /elixir is no language .* go, rust and ts/,
    ],
    ["a resource like the service", { ...good, resource: "pricing" }, /must differ, but both are pricing/],
    ["a resource that another serves", { ...good, resource: "root" }, /solver serves roots already/],
    ["a callee that there is not", { ...good, calls: "nobody" }, /no service nobody: there are solver/],
    ["a caller that is not Go", { ...good, language: "rust", calls: "solver" }, /only a service in Go/],
    [
      "another service of the name",
      { ...good, name: "solver" },
      /solver is there already, in rust, serves roots/,
    ],
    [
      "a file that is there",
      { ...good, name: "busy" },
      /services-go\/busy|apps\/gateway\/src\/backends\/busy.ts is there/,
    ],
  ])("%s", (_, request, message) => {
    add({ name: "solver", language: "rust", resource: "root" });
    drafted(tree, (draft) => addContract(draft, { name: "known" })).apply();
    tree.write("apps/gateway/src/backends/busy.ts", "mine\n");
    const before = contents(tree);
    expect(() => add(request)).toThrow(message);
    expect(contents(tree)).toEqual(before);
  });

  test("with every reason at once", () => {
    tree.write("docker-compose.yml", "a: [");
    tree.write("apps/gateway/src/routes/prices.ts", "mine\n");
    tree.write("package-lock.json", "{");
    tree.delete("README.md");
    const before = contents(tree);
    expect(() => add(good)).toThrow(
      /^apps.gateway.src.routes.prices.ts is there already\npackage-lock.json is not JSON: .*\ndocker-compose.yml is not YAML: .*\nthere is no README.md$/,
    );
    expect(() => add({ ...good, name: "x", resource: "chan", calls: "y" })).toThrow(
      /service.*\n.*resource.*\n.*no service y/,
    );
    expect(contents(tree)).toEqual(before);
  });
});

describe("a service is removed", () => {
  test("unless something calls it, or it is the gateway, or there is none", () => {
    add({ name: "solver", language: "rust", internal: true });
    add({ name: "pricing", language: "go", calls: "solver" });
    const before = contents(tree);
    expect(() => takeAway("solver")).toThrow(
      /^solver is called by pricing\nthe contract of solver is used by services-go\/pricing\/internal\/hotpath\/hotpath.go$/,
    );
    expect(() => takeAway("gateway")).toThrow(/the gateway stays/);
    expect(() => takeAway("nobody")).toThrow(/no service nobody: there are solver, pricing/);
    expect(() => takeAway("constructor")).toThrow(/no service constructor/);
    expect(contents(tree)).toEqual(before);
  });

  test("with whatever was added to its folder", () => {
    const before = contents(tree);
    add({ name: "pricing", language: "go" });
    tree.write("services-go/pricing/more.go", "package main\n");
    takeAway("pricing");
    expect(contents(tree)).toEqual(before);
  });

  test("with what npm installed for it alone", () => {
    const before = contents(tree);
    add({ name: "pricing", language: "ts" });
    const lock = JSON.parse(textOf(tree, "package-lock.json")) as { packages: Record<string, unknown> };
    lock.packages["services-ts/pricing/node_modules/vite"] = { version: "1.0.0" };
    tree.write("package-lock.json", `${JSON.stringify(lock, null, 2)}\n`);
    takeAway("pricing");
    expect(contents(tree)).toEqual(before);
  });

  test("and whatever was added and removed in whatever order leaves no trace", () => {
    const names = ["pricing", "solver", "broker", "zebra"];
    const step = fc.record({
      name: fc.constantFrom(...names),
      language: fc.constantFrom(...LANGUAGES),
      internal: fc.boolean(),
      calls: fc.option(fc.constantFrom(...names), { nil: undefined }),
    });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 6 }), fc.boolean(), (steps, backwards) => {
        tree = smallProject();
        const before = contents(tree);
        const added = steps.filter((request) => {
          try {
            add(request);
            return true;
          } catch {
            return false;
          }
        });
        let left = [...new Set(added.map(({ name }) => name))];
        if (backwards) left.reverse();
        while (left.length > 0) left = left.filter((name) => !removes(name));
        expect(contents(tree)).toEqual(before);
      }),
      { numRuns: 50 },
    );
  });

  /** Whether a service could be removed: after its callers. */
  function removes(name: string): boolean {
    try {
      takeAway(name);
      return true;
    } catch {
      return false;
    }
  }
});

test("a contract is added once, and removed unless it is used", () => {
  const before = contents(tree);
  const change = () => drafted(tree, (draft) => addContract(draft, { name: "pricing", resource: "price" }));
  change().apply();
  expect(text("proto/shop/pricing/v1/pricing_service.proto")).toContain("rpc ComputePrice(");
  expect(change().changes()).toEqual([]);
  expect(() => drafted(tree, (draft) => addContract(draft, { name: "pricing", resource: "other" }))).toThrow(
    /is there already, and begins with the method ComputePrice/,
  );
  tree.write("apps/gateway/src/mine.ts", 'import "@acme/contracts/pricing/v1/pricing_service";\n');
  expect(() => takeAway("pricing")).toThrow("the contract of pricing is used by apps/gateway/src/mine.ts");
  tree.delete("apps/gateway/src/mine.ts");
  takeAway("pricing");
  expect(contents(tree)).toEqual(before);
});

test("changes are told as git tells them", () => {
  const draft = drafted(tree, (one) => {
    one.write("services-go/new.go", "package main\n");
    one.write("apps/gateway/src/backends/index.ts", "export { a };\n");
    one.delete("apps/gateway/package.json");
  });
  expect(unifiedDiff(draft.changes())).toBe(`--- a/apps/gateway/package.json
+++ /dev/null
@@ -1,1 +0,0 @@
-{ "name": "@acme/gateway" }
--- a/apps/gateway/src/backends/index.ts
+++ b/apps/gateway/src/backends/index.ts
@@ -1,1 +1,1 @@
-export {};
+export { a };
--- /dev/null
+++ b/services-go/new.go
@@ -0,0 +1,1 @@
+package main
`);
});
