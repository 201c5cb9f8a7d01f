import { defineConfig } from "vitest/config";

// Stacks and browsers are large: one at a time, and patient with a machine that is busy.
export default defineConfig({
  test: {
    fileParallelism: false,
    testTimeout: 120_000,
    hookTimeout: 120_000,
    expect: { poll: { timeout: 60_000, interval: 50 } },
  },
});
