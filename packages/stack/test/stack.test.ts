import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { anyFree, INSTANCE_NAMES, type InstanceName, type LocalStack, startStack } from "../src/index.ts";
import { runSample, succeeded } from "../src/sample.ts";
import { DEFAULT_PORTS } from "../src/topology.ts";

/** Any of them, and one that is called. */
const [first, ...others] = INSTANCE_NAMES as [InstanceName, ...InstanceName[]];
const beforeGateway = others.at(-2) ?? first;

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
  expect(await runSample(stack.gatewayUrl)).toSatisfy(succeeded);
});

test.each(INSTANCE_NAMES)("%s has metrics, and may be killed and started again", async (name) => {
  const before = stack.pid(name);
  expect(await stack.metrics(name)).toMatch(/^\w+/m);
  await stack.kill(name);
  expect(stack.pid(name)).toBeUndefined();
  await stack.start(name);
  expect(stack.pid(name)).not.toBe(before);
  expect(deaths).toEqual([]);
});

test("a service that dies by itself is reported", async () => {
  died = Promise.withResolvers();
  process.kill(stack.pid(first) ?? 0, "SIGKILL");
  await died.promise;
  expect(deaths).toEqual([`${first}: SIGKILL`]);
});

test("a service that refuses its environment ends the start, and takes the others along", async () => {
  const ports = await anyFree(DEFAULT_PORTS.length);
  const env = { [beforeGateway]: { LOG_LEVEL: "loud" } };
  await expect(startStack({ dataDirectory, ports, env })).rejects.toThrow(
    `${beforeGateway} ended before it was ready`,
  );
  await expect(fetch(`http://127.0.0.1:${ports.at(-1)}/health`)).rejects.toThrow();
});
