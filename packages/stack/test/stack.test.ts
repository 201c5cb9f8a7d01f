import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { anyFree, type LocalStack, SERVICE_NAMES, startStack } from "../src/index.ts";
import { runSample } from "../src/sample.ts";

let dataDirectory: string;
let stack: LocalStack;
const deaths: string[] = [];
let died = Promise.withResolvers<void>();

beforeAll(async () => {
  dataDirectory = mkdtempSync(join(tmpdir(), "trivium-stack-"));
  const listener = {
    line: () => {},
    died: (name: string, how: string) => {
      deaths.push(`${name}: ${how}`);
      died.resolve();
    },
  };
  stack = await startStack({ dataDirectory, listener });
}, 60_000);

afterAll(async () => {
  await stack.stop();
  rmSync(dataDirectory, { recursive: true });
});

test("a stack answers the sample", async () => {
  expect(await runSample(stack.gatewayUrl)).toMatchObject({
    state: "succeeded",
    result: { paths: 100_000, contributions: [{ implementation: "rust" }] },
  });
});

test.each(SERVICE_NAMES)("%s has metrics, and may be killed and started again", async (name) => {
  const before = stack.pid(name);
  expect(await stack.metrics(name)).toMatch(/^trivium_\w+/m);
  await stack.kill(name);
  expect(stack.pid(name)).toBeUndefined();
  await stack.start(name);
  expect(stack.pid(name)).not.toBe(before);
  expect(deaths).toEqual([]);
});

test("a service that dies by itself is reported", async () => {
  died = Promise.withResolvers();
  process.kill(stack.pid("simulator-2") ?? 0, "SIGKILL");
  await died.promise;
  expect(deaths).toEqual(["simulator-2: SIGKILL"]);
});

test("a service that refuses its environment ends the start, and takes the others along", async () => {
  const ports = await anyFree(7);
  const env = { forecast: { LOG_LEVEL: "loud" } };
  await expect(startStack({ dataDirectory, ports, env })).rejects.toThrow(
    /forecast ended before it was ready/,
  );
  await expect(fetch(`http://127.0.0.1:${ports[6]}/health`)).rejects.toThrow();
});
