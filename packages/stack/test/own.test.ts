import { execFile } from "node:child_process";
import { join } from "node:path";
import { expect, test } from "vitest";
import { ROOT } from "../src/root.ts";

/** Runs a command where no tool can be found. */
function run(...words: string[]): Promise<{ code: unknown; output: string }> {
  const boot = join(ROOT, "packages/stack/boot/trivium.mjs");
  return new Promise((resolve) => {
    execFile(process.execPath, [boot, ...words], { env: { PATH: "/nothing" } }, (error, stdout, stderr) =>
      resolve({ code: error?.code ?? 0, output: stdout + stderr }),
    );
  });
}

test("the doctor says what is done without WebAssembly", async () => {
  const { output } = await run("doctor");
  expect(output).toMatch(/wasm +(\S+ +ok|missing +optional: .*; get it: rustup target add \S+)\n/);
});

test("steering a rollout takes no tools, and exits as the command does", async () => {
  const refused = await run("rollout", "red");
  expect(refused.output).toMatch(/no command is called red/);
  expect(refused.code).toBe(2);
  const helped = await run("rollout", "status", "--help");
  expect(helped.output).toMatch(/npx trivium rollout status/);
  expect(helped.code).toBe(0);
});
