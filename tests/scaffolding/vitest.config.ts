import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    // Everything is installed and built; only a hang takes so long.
    testTimeout: 1_800_000,
    hookTimeout: 1_800_000,
    // Most projects take turns in one place; beside them there is the guide's.
    globalSetup: "src/place.ts",
    maxWorkers: 2,
  },
});
