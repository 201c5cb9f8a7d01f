import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { expect, test } from "vitest";
import { serve, stream } from "./gateway.ts";
import { rollout } from "./rollouts.ts";

const main = join(import.meta.dirname, "../src/main.ts");

function start(url: string, ...args: string[]) {
  return spawn(process.execPath, [main, ...args], {
    env: { TRIVIUM_URL: url },
    stdio: ["ignore", "pipe", "pipe"],
  });
}

const watched = () =>
  serve({
    "GET /v1/rollout": () => rollout(),
    "GET /v1/rollout/events": (_, response) => stream(response, rollout()),
  });

test("without a terminal, text is plain and the exit code tells", async () => {
  await using gateway = await serve({ "GET /v1/rollout": () => rollout() });
  const child = start(gateway.url, "status");
  const [out, err, [code]] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, "close"),
  ]);
  expect([code, err]).toEqual([0, ""]);
  expect(out).toMatch(/^solve: /);
  expect(out).not.toMatch(/\p{Cc}(?<!\n)/u);
});

test("wrong use has its exit code", async () => {
  const [code] = await once(start("", "red"), "close");
  expect(code).toBe(2);
});

test.each(["SIGINT", "SIGTERM"] as const)("%s ends a watch in peace", async (signal) => {
  await using gateway = await watched();
  const child = start(gateway.url, "watch");
  await once(child.stdout, "data");
  child.kill(signal);
  expect(await once(child, "close")).toEqual([0, null]);
});

test("a reader who has seen enough ends a watch", async () => {
  await using gateway = await serve({
    "GET /v1/rollout": () => rollout(),
    "GET /v1/rollout/events": (_, response) => {
      stream(response, rollout());
      const more = setInterval(() => response.write(`data: ${JSON.stringify(rollout())}\n\n`), 10);
      response.once("close", () => clearInterval(more));
    },
  });
  const child = start(gateway.url, "watch");
  await once(child.stdout, "data");
  child.stdout.destroy();
  expect(await once(child, "close")).toEqual([0, null]);
});
