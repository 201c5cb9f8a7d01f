import { defineConfig } from "vite";

/** Bundles the gateway with all it needs, so that an image holds no node_modules. */
export default defineConfig({
  ssr: { noExternal: true },
  build: {
    ssr: true,
    target: "node26",
    outDir: "dist",
    rollupOptions: { input: ["src/server.ts", "src/healthcheck.ts"] },
  },
  logLevel: "warn",
});
