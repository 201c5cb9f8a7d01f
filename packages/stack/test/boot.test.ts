import { execFile } from "node:child_process";
import { accessSync, chmodSync, constants, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { ROOT } from "../src/root.ts";

let tools: string;

beforeEach(() => {
  tools = mkdtempSync(join(tmpdir(), "trivium-tools-"));
});
afterEach(() => rmSync(tools, { recursive: true }));

/** A command that prints its version. */
function tool(name: string, version: string): void {
  writeFileSync(join(tools, name), `#!/bin/sh\necho "${version}"\n`);
  chmodSync(join(tools, name), 0o755);
}

/** Runs a command where only the tools of the test can be found. */
function run(...words: string[]): Promise<{ code: unknown; output: string }> {
  const boot = join(ROOT, "packages/stack/boot/trivium.mjs");
  return new Promise((resolve) => {
    execFile(process.execPath, [boot, ...words], { env: { PATH: tools } }, (error, stdout, stderr) =>
      resolve({ code: error?.code ?? 0, output: stdout + stderr }),
    );
  });
}

test("the doctor is content with what is new enough", async () => {
  tool("node", "v20.11.0");
  tool("go", "go version go1.26.0 linux/amd64");
  tool("cargo", "cargo 2.0.0 (abc 2026-01-01)");
  tool("cc", "cc (Debian 12.2.0-14) 12.2.0");
  const { code, output } = await run("doctor");
  expect(output).toMatch(/node +20\.11\.0 +ok\n +go +1\.26\.0 +ok\n +cargo +2\.0\.0 +ok\n +cc +12\.2\.0 +ok/);
  expect(code).toBe(0);
});

test.each(["doctor", "start", "test"])(
  "%s names what is missing or old, and how to get it",
  async (command) => {
    tool("node", "v20.11.0");
    tool("go", "go version go1.9 linux/amd64");
    const { code, output } = await run(command);
    expect(output).toMatch(/go +1\.9 +needs 1\.26 or newer; get it: .*go/);
    expect(output).toMatch(/cargo +missing +needs \S+ or newer; get it: .*rustup/);
    expect(output).toMatch(/cc +missing +needs any version; get it: .*/);
    expect(code).toBe(1);
  },
);

test("npx finds the command", () => {
  const [manifest, boot] = ["package.json", "packages/stack/boot/trivium.mjs"].map((file) =>
    join(ROOT, file),
  );
  const { bin } = JSON.parse(readFileSync(manifest ?? "", "utf8")) as { bin: Record<string, string> };
  expect(join(ROOT, bin["trivium"] ?? "")).toBe(boot);
  expect(() => accessSync(boot ?? "", constants.X_OK)).not.toThrow();
  expect(readFileSync(boot ?? "", "utf8")).toMatch(/^#!\/usr\/bin\/env node\n/);
});
