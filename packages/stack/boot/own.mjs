// What of boot/ is of this system alone.

/** Commands that only call a stack, and their programs. */
export const callers = { rollout: "packages/cli/src/main.ts" };

/** Tools that can be done without: see tools.mjs. */
export const optionalTools = [
  {
    name: "wasm",
    variable: "TRIVIUM_WASM",
    command: ["./rustc-for", "wasm32-unknown-unknown", "--version"],
    folder: "services-rust",
    least: [0, 0],
    get: { linux: "rustup target add wasm32-unknown-unknown" },
    without: "previews are computed by TypeScript",
  },
];
