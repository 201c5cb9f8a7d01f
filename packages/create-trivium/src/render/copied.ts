import { CHOICE_NAMES, type Choices } from "../choices.ts";
import { PARTS } from "./choices/parts.ts";

/** A file, or a folder with all that is in it, but for what follows it. */
export type Copied = readonly [path: string, ...without: readonly string[]];

/** What a project takes from the reference as it is, but for names. */
const COPIED: readonly Copied[] = [
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
  ["apps/gateway/src/app.ts"],
  ["apps/gateway/src/backends/backend.ts"],
  ["apps/gateway/src/calls/channel.ts"],
  ["apps/gateway/src/calls/unary.ts"],
  ["apps/gateway/src/docs"],
  ["apps/gateway/src/healthcheck.ts"],
  ["apps/gateway/src/http", "events.ts"],
  ["apps/gateway/src/mapping/hex.ts"],
  ["apps/gateway/src/routes/context.ts"],
  ["apps/gateway/src/schemas/problem.ts"],
  ["apps/gateway/src/schemas/ref.ts"],
  ["apps/gateway/src/schemas/uint64.ts"],
  ["apps/gateway/src/server.ts"],
  ["apps/gateway/src/settings.ts"],
  ["apps/gateway/test/access.test.ts"],
  ["apps/gateway/test/empty.test.ts"],
  ["apps/gateway/test/fakes/backends.ts"],
  ["apps/gateway/test/fakes/refusal.ts"],
  ["apps/gateway/test/fakes/server.ts"],
  ["apps/gateway/test/gateway.ts"],
  ["apps/gateway/test/openapi.test.ts"],
  ["apps/gateway/test/operations.ts"],
  ["apps/gateway/test/problem.ts"],
  ["apps/gateway/test/settings.test.ts"],
  ["apps/gateway/tsconfig.json"],
  ["apps/gateway/vite.config.ts"],
  ["deploy/gateway.Dockerfile"],
  ["deploy/go.Dockerfile"],
  ["deploy/node.Dockerfile"],
  ["deploy/rust.Dockerfile"],
  ["packages/chassis"],
  ["packages/contracts"],
  ["packages/generators"],
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
  ["proto/grpc"],
  ["proto/outputs.ts"],
  ["proto/package.json"],
  ["proto/trivium/options/v1/bounds.proto"],
  ["proto/tsconfig.json"],
  ["proto/turbo.json"],
  ["services-go/gen"],
  ["services-go/go.mod"],
  ["services-go/go.sum"],
  ["services-go/internal/chassis", "postgrestest", "sqldb"],
  ["services-go/package.json"],
  ["services-go/turbo.json"],
  ["services-rust/Cargo.lock"],
  ["services-rust/Cargo.toml"],
  ["services-rust/chassis"],
  ["services-rust/contracts"],
  ["services-rust/package.json"],
  ["services-rust/rust-toolchain.toml"],
  ["services-rust/rustfmt.toml"],
  ["services-rust/turbo.json"],
  ["tests/integration/package.json"],
  ["tests/integration/src/answers.ts"],
  ["tests/integration/src/containers.ts"],
  ["tests/integration/src/metric.ts"],
  ["tests/integration/src/overlay.ts"],
  ["tests/integration/tsconfig.json"],
  ["tests/integration/turbo.json"],
  ["tests/integration/vitest.config.ts"],
  [
    "tests/repository",
    "src/changes.ts",
    "src/copy.ts",
    "test/affected.test.ts",
    "test/cache.test.ts",
    "test/contracts.test.ts",
    "test/dev.test.ts",
    "test/nx-and-turbo.test.ts",
    "test/release.test.ts",
  ],
];

/** Paths of all of that, and of all that can be chosen. */
export const copiedPaths: readonly string[] = [
  ...COPIED,
  ...Object.values(PARTS).flatMap(({ copied }) => copied),
].map(([path]) => path);

/** Whether a project of these choices takes a file of the reference as it is. */
export function isCopied(file: string, choices: Choices): boolean {
  const chosen = CHOICE_NAMES.filter((choice) => choices[choice]).flatMap((choice) => PARTS[choice].copied);
  return [...COPIED, ...chosen].some(([path, ...without]) => {
    return isIn(path, file) && !without.some((left) => isIn(`${path}/${left}`, file));
  });
}

/** Whether a file is this path, or in this folder. */
const isIn = (path: string, file: string) => file === path || file.startsWith(`${path}/`);
