import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:net";
import { join } from "node:path";
import { afterEach, expect, test } from "vitest";
import { anyFree, nextFree } from "../src/ports.ts";
import { ROOT } from "../src/root.ts";

let other: ChildProcess | undefined;
afterEach(() => {
  other?.kill("SIGKILL");
});

/** Another process that takes the next free port, and lives on; the port. */
async function takenByAnother(wanted: number): Promise<number> {
  const ports = join(ROOT, "packages/stack/src/ports.ts");
  const code = `
    const { nextFree } = await import(${JSON.stringify(ports)});
    console.log(...(await nextFree([${wanted}])));
    process.stdin.resume();`;
  other = spawn(process.execPath, ["--input-type=module", "--eval", code], {
    stdio: ["pipe", "pipe", "inherit"],
  });
  const [printed] = (await once(other.stdout ?? other, "data")) as [Buffer];
  return Number(printed);
}

test("every port is another", async () => {
  const [first = 0] = await anyFree(1);
  const ports = await nextFree([first, first, first + 1]);
  expect(new Set([first, ...ports]).size).toBe(4);
});

test("a port at which something listens is passed by", async () => {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as { port: number };
  expect(await nextFree([port])).not.toContain(port);
  server.close();
});

test.skipIf(process.platform !== "linux")(
  "a port is reserved before anything listens at it, until its process ends (needs Linux)",
  async () => {
    const [free = 0] = await anyFree(1);
    const taken = await takenByAnother(free + 1);
    expect(await nextFree([taken])).not.toContain(taken);
    other?.kill("SIGKILL");
    await once(other ?? process, "exit");
    expect(await nextFree([taken])).toEqual([taken]);
  },
);

test("a stack's ports are below those that systems hand out", async () => {
  expect(Math.max(...(await anyFree(20)))).toBeLessThan(32_768);
});
