import type { Tree } from "../tree.ts";
import { type Change, edit } from "./edit.ts";

/**
 * What of copied files only the demonstration needs: its page, its WebAssembly, its rollouts.
 * Kept short; a file with more of it than a few lines is a template instead.
 */
const CHANGES: Readonly<Record<string, readonly Change[]>> = {
  "apps/gateway/src/http/security.ts": [[/( *\/\/.*\n)? *scriptSrc: .*\n/, ""]],
  "apps/gateway/test/fakes/refusal.ts": [
    [/import \{ State \} from .*\n/, ""],
    [/ *\/\*\* What a rollout stands at\. \*\/\n *state\?: State;\n/, ""],
    ["retryAfterMs, state }", "retryAfterMs }"],
    [/ *if \(state !== undefined\) .*\n/, ""],
    ['value: Uint8Array, packageName = "google.rpc")', "value: Uint8Array)"],
    [/\$\{packageName\}\./, "google.rpc."],
  ],
  "deploy/gateway.Dockerfile": [
    ["The gateway and the page", "The gateway"],
    [/# The kernel that the page has for previews\.\n[^]*?\n\n/, ""],
    [/COPY --from=wasm .*\n/, ""],
    [" --workspace @trivium/web", ""],
    [" && mv apps/web/dist /web", ""],
    ["COPY apps/web/dist /web\n", ""],
    ["cp -r /gateway /web /rootfs", "cp -r /gateway /rootfs"],
    ["ENV WEB_ROOT=/web\n", ""],
  ],
  "packages/stack/boot/tools.mjs": [[/ {2}\{\n {4}name: "wasm",[^]*?\n {2}\},\n/, ""]],
  "packages/stack/boot/trivium.mjs": [
    [" Steering a rollout takes no tools: it\n// only calls a stack.", ""],
    [/const isRollout = .*\n/, ""],
    ["isRollout ? [] : await checkTools()", "await checkTools()"],
    [
      /const \[program, \.\.\.args\] = isRollout[^]*?;\n/,
      'const [program, ...args] = ["packages/stack/src/main.ts", command, ...flags];\n',
    ],
    [/ *TRIVIUM_WASM: .*\n/, ""],
  ],
  "packages/stack/test/boot.test.ts": [
    [/ *expect\(output\)\.toMatch\(\/wasm .*\n/, ""],
    [/test\("steering a rollout[^]*?\n\}\);\n\n/, ""],
  ],
  "services-go/gopher/internal/api/listen.go": [
    [/\trolloutv1 ".*\n/, ""],
    [
      "the gopher service, the rollout of its hot path, health\n// and reflection",
      "the gopher service, health and reflection",
    ],
    ["server *Server, rollouts rolloutv1.RolloutServiceServer", "server *Server"],
    [/\trolloutv1\.Register.*\n/, ""],
  ],
  "services-go/gopher/process_test.go": [
    [/\t\/\/ Retired: .*\n/, ""],
    [',\n\t\t"ROLLOUT_STAGE=retired")', ")"],
  ],
  "services-rust/turbo.json": [[/"rustc-for", /g, ""]],
};

/** Takes out of copied files what only the demonstration needs. */
export function dropDemonstration(tree: Tree): void {
  for (const [file, changes] of Object.entries(CHANGES)) edit(tree, file, changes);
}
