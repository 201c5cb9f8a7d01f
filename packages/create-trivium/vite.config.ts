import { defineConfig } from "vite";

/** Bundles the program with all it needs: Node strips no types below node_modules, and nothing is left to install. */
export default defineConfig({
  ssr: { noExternal: true },
  build: {
    ssr: "src/create-trivium.ts",
    minify: true,
    target: "node20",
    outDir: "dist",
    rollupOptions: { output: { banner: "#!/usr/bin/env node" } },
  },
  logLevel: "warn",
});
