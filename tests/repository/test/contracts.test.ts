import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { Copy } from "../src/copy.ts";
import { packages, read } from "../src/repository.ts";

const copy = new Copy();
afterAll(() => copy.remove());

const OWN = new Set(["simulator", "forecast", "gateway"]);
const LIST = JSON.parse(read("packages/stack/services.json")) as Record<string, { package: string }>;
/** Services that were added to this repository, whatever they use. */
const ADDED = new Set(
  Object.entries(LIST).flatMap(([name, entry]) => (OWN.has(name) ? [] : [entry.package])),
);

/** What `npm run affected` would run once a contract has another text. */
function affectedBy(file: string, change: (text: string) => string): string[] {
  const before = read(file);
  const after = change(before);
  expect(after).not.toBe(before);
  copy.write({ [file]: after });
  const command = [join(copy.folder, "packages/stack/boot/trivium.mjs"), "affected", "--list", "--base=HEAD"];
  const printed = execFileSync("node", command, {
    cwd: copy.folder,
    encoding: "utf8",
    stdio: ["ignore", "pipe", "ignore"],
  });
  copy.write({ [file]: before });
  return printed
    .trim()
    .split("\n")
    .filter((name) => !ADDED.has(name));
}

const withField = (message: string) => (text: string) =>
  text.replace(`message ${message} {`, `message ${message} {\n  string other = 99;`);

/** Contracts and what is generated from them; what reads `proto` itself; what looks at everything. */
const ALWAYS = [
  "@trivium/contracts",
  "@trivium/contracts-go",
  "@trivium/contracts-rust",
  "@trivium/proto",
  "@trivium/test-bench",
  "@trivium/test-docs",
  "@trivium/test-faults",
  "@trivium/test-repository",
  "@trivium/test-scaffolding",
  "create-trivium",
  "trivium",
];
const STACK = ["@trivium/stack", "@trivium/test-browser", "@trivium/test-integration"];
/** Those who call the gateway, or build upon it. */
const GATEWAY = ["@trivium/gateway", "@trivium/web", "@trivium/cli", ...STACK];

describe("a change to one message affects exactly who uses it", () => {
  test.each([
    // Go alone stores it.
    ["Checkpoint", "storage/v1/checkpoint", ["@trivium/forecast", ...STACK]],
    // No Rust has a part in a rollout, nor has the chassis.
    ["Mismatch", "rollout/v1/rollout", ["@trivium/experiment", "@trivium/forecast", ...GATEWAY]],
    // What the hot path answers: the library compares it, and knows nothing of it.
    ["Histogram", "simulation/v1/simulation", ["@trivium/simulator", "@trivium/forecast", ...GATEWAY]],
    ["ListForecastsRequest", "forecast/v1/forecast_service", ["@trivium/forecast", ...GATEWAY]],
  ])("%s", (message, file, users) => {
    const names = affectedBy(`proto/trivium/${file}.proto`, withField(message));
    expect(names).toEqual([...ALWAYS, ...users].toSorted());
  });

  // TypeScript passes the names of reasons on.
  test("an enum that the chassis of Go and Rust know", () => {
    const names = affectedBy("proto/trivium/errors/v1/reason.proto", (text) =>
      text.replace(/\}\n$/, "  ERROR_REASON_OTHER = 99;\n}\n"),
    );
    const chassis = ["@trivium/chassis-go", "@trivium/chassis-rust"];
    const services = ["@trivium/experiment", "@trivium/forecast", "@trivium/simulator"];
    expect(names).toEqual([...ALWAYS, ...chassis, ...services, ...STACK].toSorted());
  });

  test("a comment is of no use to anybody", () => {
    const names = affectedBy("proto/trivium/forecast/v1/plan.proto", (text) => `// Other.\n${text}`);
    expect(names).toEqual(ALWAYS);
  });
});

test("what else has changed counts as ever", () => {
  const file = "packages/kernel/src/exp2.ts";
  copy.write({ [file]: `${read(file)}// Other.\n` });
  const names = affectedBy("proto/trivium/storage/v1/checkpoint.proto", withField("Checkpoint"));
  copy.write({ [file]: read(file) });
  expect(names).toEqual(expect.arrayContaining(["@trivium/forecast", "@trivium/kernel", "@trivium/web"]));
  expect(names).not.toContain("@trivium/simulator");
});

test("contracts that cannot be compared affect all that can have to do with them", () => {
  const names = affectedBy("proto/trivium/storage/v1/checkpoint.proto", (text) => `${text}broken`);
  const users = packages.filter(({ dependencies }) => dependencies.some((name) => /\/contracts/.test(name)));
  const using = users.map(({ name }) => name).filter((name) => !ADDED.has(name));
  expect(names).toEqual(expect.arrayContaining(using));
});
