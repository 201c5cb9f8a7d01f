import { defineConfig } from "vitest/config";

// Stacks are large: one at a time, and patient with a machine that is busy.
export default defineConfig({
  test: { fileParallelism: false, testTimeout: 400_000, hookTimeout: 300_000 },
});
