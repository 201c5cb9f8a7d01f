import { defineConfig } from "vitest/config";

// Everything is installed and built; only a hang takes so long.
export default defineConfig({ test: { testTimeout: 1_800_000, hookTimeout: 1_800_000 } });
