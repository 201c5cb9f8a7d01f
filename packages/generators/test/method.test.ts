import { beforeEach, describe, expect, test } from "vitest";
import { drafted } from "../src/draft.ts";
import { addMethod } from "../src/generators/method.ts";
import { remove } from "../src/generators/remove.ts";
import { addService, type ServiceRequest } from "../src/generators/service.ts";
import { type MemoryTree, textOf } from "../src/tree.ts";
import { contents, smallProject } from "./project.ts";

let tree: MemoryTree;
beforeEach(() => {
  tree = smallProject();
});

const serve = (request: ServiceRequest) => drafted(tree, (draft) => addService(draft, request)).apply();
const adding = (service: string, method: string) =>
  drafted(tree, (draft) => addMethod(draft, { service, method }));
const text = (path: string) => textOf(tree, path);

describe("a method is added", () => {
  test("to the contract, whose other methods stay before it", () => {
    serve({ name: "pricing", language: "go", resource: "price" });
    adding("pricing", "ListOffers").apply();
    const contract = text("proto/shop/pricing/v1/pricing_service.proto");
    expect(contract).toContain('bounds.proto";\nimport "shop/pricing/v1/list_offers.proto";\n');
    expect(contract).toMatch(
      /ComputePrice\(.*\n\n {2}\/\/ [^]* {2}rpc ListOffers\(ListOffersRequest\) returns \(ListOffersResponse\);\n}\n\nmessage Price/,
    );
    expect(text("proto/shop/pricing/v1/list_offers.proto")).toBe("message ListOffersRequest {}\n");
  });

  test("to a Go service by a file of its own, and to the gateway", () => {
    serve({ name: "pricing", language: "go", resource: "price" });
    adding("pricing", "ListOffers").apply();
    expect(text("services-go/pricing/internal/api/list_offers.go")).toBe("// ListOffers\n");
    expect(text("apps/gateway/src/routes/pricingListOffers.ts")).toBe("/v1/prices/list-offers\n");
    expect(text("apps/gateway/src/routes/index.ts")).toContain(
      'export { pricingListOffersRoutes } from "./pricingListOffers.ts";\n',
    );
  });

  test("to a Rust service, where it hands its calls over", () => {
    serve({ name: "solver", language: "rust", internal: true });
    adding("solver", "Explain").apply();
    expect(text("services-rust/solver/src/lib.rs")).toBe(
      "pub mod compute;\npub mod explain;\npub mod service;\n",
    );
    expect(text("services-rust/solver/src/service.rs")).toMatch(
      /\n {4}}\n\n {4}async fn explain\([^]*shop_contracts::solver::v1::ExplainRequest>[^]*\n {4}}\n}\n\nfn after/,
    );
    expect(text("apps/gateway/src/routes/index.ts")).toBe("export {};\n");
  });

  test("to a TypeScript service, on its list", () => {
    serve({ name: "shelf", language: "ts", resource: "book" });
    adding("shelf", "ListOffers").apply();
    expect(text("services-ts/shelf/src/handlers/index.ts")).toBe(
      'export { computeBook } from "./computeBook.ts";\nexport { listOffers } from "./listOffers.ts";\n',
    );
  });

  test("once: the same call again changes nothing", () => {
    serve({ name: "pricing", language: "go" });
    adding("pricing", "Explain").apply();
    expect(adding("pricing", "Explain").changes()).toEqual([]);
  });
});

test.each<[string, string, string, RegExp]>([
  ["a service that there is not", "nobody", "Explain", /no service nobody: there are pricing/],
  ["a name that is none", "pricing", "explain", /name of a method must be .* but is "explain"/],
  ["a word of a language", "pricing", "Match", /is a word of Rust/],
  ["a method that is there", "pricing", "ComputePrice", /has a method ComputePrice already/],
  ["a file that is there", "pricing", "Busy", /pricing\/internal\/api\/busy.go is there already/],
])("%s is refused, and nothing is changed", (_, service, method, message) => {
  serve({ name: "pricing", language: "go", resource: "price" });
  tree.write("services-go/pricing/internal/api/busy.go", "mine\n");
  const before = contents(tree);
  expect(() => adding(service, method)).toThrow(message);
  expect(contents(tree)).toEqual(before);
});

test.each(["go", "rust", "ts"])("a service in %s with methods is removed without a trace", (language) => {
  const before = contents(tree);
  serve({ name: "pricing", language });
  adding("pricing", "Explain").apply();
  adding("pricing", "ListOffers").apply();
  drafted(tree, (draft) => remove(draft, "pricing")).apply();
  expect(contents(tree)).toEqual(before);
});
