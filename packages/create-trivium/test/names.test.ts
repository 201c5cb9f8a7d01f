import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Answers, defaultsFor } from "../src/answers.ts";
import { faultsOf } from "../src/names.ts";

const good = defaultsFor("acme-shop");
/** Faults of answers in which one is another. */
const faults = (answer: keyof Answers, given: string) => faultsOf({ ...good, [answer]: given });

test("defaults are legal", () => {
  expect(faultsOf(good)).toEqual([]);
});

describe.each(["name", "scope"] as const)("%s", (answer) => {
  test.each(["a", "acme", "acme-shop-2", "x".repeat(40)])("%s is legal", (given) => {
    expect(faults(answer, given)).toEqual([]);
  });

  test.each([
    ["Acme Shop", "acme-shop"],
    ["acmeShop", "acme-shop"],
    ["acme_shop", "acme-shop"],
    ["Größe", "gro-e"],
    ["Café", "cafe"],
    ["2fast", "fast"],
    ["-acme-", "acme"],
    ["func", "func-app"],
    ["crypto", "crypto-app"],
    ["con", "con-app"],
    ["x".repeat(200), "x".repeat(40)],
    ["../escape", "escape"],
    ["日本", undefined],
    ["", undefined],
  ])("%j is not; instead %j", (given, suggestion) => {
    expect(faults(answer, given)).toMatchObject([
      suggestion === undefined ? { answer } : { answer, suggestion },
    ]);
  });
});

describe.each(["goService", "rustService", "resource"] as const)("%s", (answer) => {
  test.each(["ab", "pricing", "quote2", "x".repeat(40)])("%s is legal", (given) => {
    expect(faults(answer, given)).toEqual([]);
  });

  test.each([
    ["price-list", "pricelist"],
    ["PriceList", "pricelist"],
    ["chan", "chanapp"],
    ["crate", "crateapp"],
    ["class", "classapp"],
    ["gateway", "gatewayapp"],
    ["a", "aapp"],
    ["1st", "st"],
  ])("%j is not; instead %j", (given, suggestion) => {
    expect(faults(answer, given)).toMatchObject([{ answer, suggestion }]);
  });
});

test.each(["github.com/acme/shop", "example.com/a", "git.acme.io/Team/shop.git2"])(
  "module %s is legal",
  (given) => {
    expect(faults("module", given)).toEqual([]);
  },
);

test.each([
  "acme",
  "acme/shop",
  "github.com",
  "github.com/",
  "https://github.com/a",
  "github.com/a b",
  "github.com/a.",
])("module %j is not", (given) => {
  expect(faults("module", given)).toMatchObject([{ answer: "module" }]);
});

test.each([
  ["two of a name", { goService: "same", rustService: "same" }],
  ["a service like the resource", { goService: "quote", resource: "quote" }],
  ["a service like several of the resource", { goService: "quotes", resource: "quote" }],
])("%s are told apart", (_, names) => {
  expect(faultsOf({ ...good, ...names })).toMatchObject([{ expected: /must differ/ }]);
});

test("whatever is typed is legal, or refused with the name of the answer, and what is suggested is legal", () => {
  fc.assert(
    fc.property(
      fc.constantFrom("name" as const, "scope" as const, "goService" as const, "resource" as const),
      fc.oneof(fc.string({ unit: "binary", maxLength: 300 }), fc.stringMatching(/^[A-Za-z][\w -]{0,50}$/)),
      (answer, given) => {
        const [fault] = faults(answer, given);
        if (fault === undefined) return;
        expect(fault.answer).toBe(answer);
        if (fault.suggestion !== undefined) expect(faults(answer, fault.suggestion)).toEqual([]);
      },
    ),
    { numRuns: 500 },
  );
});
