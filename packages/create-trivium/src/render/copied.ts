/**
 * What a project takes from the reference as it is, but for names: files, and folders with
 * all that is in them. A path is followed by what to leave out, files and folders.
 */
const COPIED: readonly (readonly [path: string, ...without: readonly string[]])[] = [
  [".devcontainer"],
  [".dockerignore"],
  [".editorconfig"],
  [".gitattributes"],
  [".github"],
  [".gitignore"],
  [".oxlintrc.json"],
  ["LICENSE"],
  ["biome.json"],
  ["nx.json"],
  ["package-lock.json"],
  ["package.json"],
  ["tsconfig.base.json"],
  ["turbo.json"],
  ["apps/gateway/package.json"],
  ["apps/gateway/src/calls/unary.ts"],
  ["apps/gateway/src/docs"],
  ["apps/gateway/src/healthcheck.ts"],
  ["apps/gateway/src/http/caller.ts"],
  ["apps/gateway/src/http/connections.ts"],
  ["apps/gateway/src/http/errors.ts"],
  ["apps/gateway/src/http/metrics.ts"],
  ["apps/gateway/src/http/security.ts"],
  ["apps/gateway/src/schemas/ref.ts"],
  ["apps/gateway/src/server.ts"],
  ["apps/gateway/test/fakes/refusal.ts"],
  ["apps/gateway/test/fakes/server.ts"],
  ["apps/gateway/test/problem.ts"],
  ["apps/gateway/tsconfig.json"],
  ["apps/gateway/vite.config.ts"],
  ["deploy/forecast.Dockerfile"],
  ["deploy/gateway.Dockerfile"],
  ["deploy/simulator.Dockerfile"],
  ["packages/chassis"],
  ["packages/contracts"],
  ["packages/stack", "src/kernelCommands.ts", "test/own.test.ts", "test/supervisor.test.ts"],
  ["packages/test-report"],
  ["packages/typescript"],
  ["proto/bounds.ts"],
  ["proto/buf.gen.go.yaml"],
  ["proto/buf.gen.ts.yaml"],
  ["proto/buf.yaml"],
  ["proto/contract-hash.ts"],
  ["proto/contracts.test.ts"],
  ["proto/generate.ts"],
  ["proto/google"],
  ["proto/outputs.ts"],
  ["proto/package.json"],
  ["proto/trivium/options/v1/bounds.proto"],
  ["proto/tsconfig.json"],
  ["proto/turbo.json"],
  ["services-go/forecast/internal/api/listen.go"],
  ["services-go/forecast/package.json"],
  ["services-go/forecast/process_test.go"],
  ["services-go/gen"],
  ["services-go/go.mod"],
  ["services-go/go.sum"],
  ["services-go/internal/chassis", "postgrestest"],
  ["services-go/package.json"],
  ["services-go/turbo.json"],
  ["services-rust/Cargo.lock"],
  ["services-rust/Cargo.toml"],
  ["services-rust/chassis"],
  ["services-rust/contracts/Cargo.toml"],
  ["services-rust/contracts/build.rs"],
  ["services-rust/contracts/package.json"],
  ["services-rust/package.json"],
  ["services-rust/rust-toolchain.toml"],
  ["services-rust/rustfmt.toml"],
  ["services-rust/simulator/package.json"],
  ["services-rust/simulator/src/admission.rs"],
  ["services-rust/simulator/src/pool.rs"],
  ["services-rust/turbo.json"],
  ["tests/integration/package.json"],
  ["tests/integration/src/metric.ts"],
  ["tests/integration/tsconfig.json"],
  ["tests/integration/vitest.config.ts"],
  [
    "tests/repository",
    "src/changes.ts",
    "src/copy.ts",
    "test/affected.test.ts",
    "test/cache.test.ts",
    "test/dev.test.ts",
  ],
];

/** Their paths. */
export const copiedPaths: readonly string[] = COPIED.map(([path]) => path);

/** Whether a project takes a file of the reference as it is. */
export function isCopied(file: string): boolean {
  return COPIED.some(([path, ...without]) => {
    return isIn(path, file) && !without.some((left) => isIn(`${path}/${left}`, file));
  });
}

/** Whether a file is this path, or in this folder. */
const isIn = (path: string, file: string) => file === path || file.startsWith(`${path}/`);
