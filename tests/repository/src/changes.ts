import { withDependents } from "./edge.ts";
import { edges, sourceEdges } from "./graph.ts";
import { claims, KINDS, type Kind, kindsAfter, packages, packagesWithCode } from "./repository.ts";

/** Packages by name, and which of their tasks. */
export interface Touched {
  readonly names: readonly string[];
  readonly kinds: readonly Kind[];
}

/** A change to the repository, and what has to be done again for it. */
export interface Change {
  readonly what: string;
  readonly file: string;
  readonly touches: readonly Touched[];
}

/** How the contracts' generator and what runs the tests are checked is no concern of those who use them. */
const OPAQUE = new Set(["@trivium/proto", "@trivium/test-report"]);
const typescript = packagesWithCode
  .filter(({ dependencies }) => dependencies.includes("@trivium/typescript"))
  .map(({ name }) => name);

const lintingWhatTheyBuild = new Set(
  packages.filter((one) => kindsAfter(one, "build").includes("lint")).map(({ name }) => name),
);

/** Everything of packages and of whatever needs them: to be checked by their sources, to be built and tested at all. */
export function dependents(...names: string[]): Touched[] {
  const built = withDependents(names, edges, OPAQUE);
  return [
    { names: withDependents(names, sourceEdges, OPAQUE), kinds: ["lint", "typecheck"] },
    { names: built, kinds: ["build", "test"] },
    { names: built.filter((name) => lintingWhatTheyBuild.has(name)), kinds: ["lint"] },
  ];
}
const only = (kinds: readonly Kind[], ...names: string[]): Touched => ({ names, kinds });
/** The tests that say that they read a file of elsewhere. */
export const readers = (file: string): Touched =>
  only(["test"], ...packagesWithCode.filter((one) => claims(one, file)).map(({ name }) => name));

const change = (what: string, file: string, ...touches: Touched[]): Change => ({
  what,
  file,
  touches: [...touches, readers(file)],
});

/** Changes that reach whatever needs the package that they are in. */
export const sources: readonly Change[] = [
  change("a contract", "proto/trivium/forecast/v1/plan.proto", ...dependents("@trivium/proto")),
  change(
    "generated Go",
    "services-go/gen/trivium/forecast/v1/plan.pb.go",
    ...dependents("@trivium/contracts-go"),
  ),
  change("a Go kernel", "services-go/internal/kernel/exp2.go", ...dependents("@trivium/kernel-go")),
  change("a Go service", "services-go/forecast/main.go", ...dependents("@trivium/forecast")),
  change("Go modules", "services-go/go.mod", ...dependents("@trivium/go")),
  change("a Rust kernel", "services-rust/kernel/src/exp2.rs", ...dependents("@trivium/kernel-rust")),
  change("a Rust service", "services-rust/simulator/src/main.rs", ...dependents("@trivium/simulator")),
  change("a module", "services-rust/kernel-wasm/src/lib.rs", ...dependents("@trivium/kernel-wasm")),
  change("what finds a compiler", "services-rust/rustc-for", ...dependents("@trivium/rust")),
  change("the Rust toolchain", "services-rust/rust-toolchain.toml", ...dependents("@trivium/rust")),
  change("Rust's lock file", "services-rust/Cargo.lock", ...dependents("@trivium/rust")),
  change("a TypeScript kernel", "packages/kernel/src/exp2.ts", ...dependents("@trivium/kernel")),
  change("what runs the tests", "packages/test-report/src/main.ts", ...dependents("@trivium/test-report")),
];

/** Changes that reach less than that. */
export const details: readonly Change[] = [
  change(
    "a Go test",
    "services-go/internal/kernel/vectors_test.go",
    only(KINDS.slice(1), "@trivium/kernel-go"),
  ),
  change(
    "a Rust test",
    "services-rust/kernel/tests/vectors.rs",
    only(KINDS.slice(1), "@trivium/kernel-rust"),
  ),
  change("a TypeScript test", "packages/kernel/test/kernel.test.ts", only(KINDS.slice(1), "@trivium/kernel")),
  change("known answers", "tests/conformance/vectors.json", ...dependents("@trivium/test-conformance")),
  change("an image", "deploy/gateway.Dockerfile"),
  change("the compose file", "docker-compose.yml"),
  change("the compiler's settings", "tsconfig.base.json", only(KINDS, ...typescript)),
  change("the linter's settings", ".oxlintrc.json", only(["lint", "typecheck"], ...typescript)),
  change("the formatter's settings", "biome.json"),
  change("a document", "README.md"),
  change("a document of a package", "packages/kernel/README.md"),
];
