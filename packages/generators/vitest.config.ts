import { defineConfig } from "vitest/config";

// Only a hang takes so long.
export default defineConfig({ test: { testTimeout: 60_000, hookTimeout: 60_000 } });
