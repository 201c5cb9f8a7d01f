import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    // Everything is installed and built; only a hang takes so long.
    testTimeout: 1_800_000,
    hookTimeout: 1_800_000,
    // Projects take turns in one place.
    globalSetup: "src/place.ts",
    fileParallelism: false,
  },
});
