import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer, type Server } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { setTimeout as sleep } from "node:timers/promises";
import { afterEach, beforeEach, expect, test } from "vitest";
import { DEFAULT_PORTS, ROOT } from "../src/topology.ts";

const GATEWAY_PORT = DEFAULT_PORTS.at(-1);

let directory: string;
let processes: ChildProcess[] = [];

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), "trivium-supervisor-"));
});
afterEach(() => {
  for (const child of processes) child.kill("SIGKILL");
  processes = [];
  rmSync(directory, { recursive: true, force: true });
});

/** `npm start` as a person calls it, in a terminal's process group of its own. */
function start(...flags: string[]): ChildProcess {
  const child = spawn("node", [join(ROOT, "packages/stack/boot/trivium.mjs"), "start", ...flags], {
    detached: true,
    stdio: ["ignore", "pipe", "pipe"],
    env: { ...process.env, DATA_DIR: directory },
  });
  processes.push(child);
  return child;
}

/** Everything a stack said until it serves. */
async function serving(child: ChildProcess): Promise<{ page: string; addresses: string[] }> {
  let said = "";
  for await (const part of child.stderr ?? []) {
    said += String(part);
    const page = /The page is at (\S+)/.exec(said)?.[1];
    if (page !== undefined) {
      child.stderr?.resume();
      const addresses = [...said.matchAll(/\b(?:listen|admin)="?(127\.0\.0\.1:\d+)/g)];
      return { page, addresses: addresses.map(([, address = ""]) => address) };
    }
  }
  throw new Error(`it ended before it served: ${said}`);
}

const answers = (address: string) =>
  fetch(`http://${address}/health`).then(
    () => true,
    (error: Error & { cause?: { code?: string } }) => error.cause?.code !== "ECONNREFUSED",
  );

/** Resolves when nobody listens at these addresses any more; the test's time limit ends the wait. */
async function gone(addresses: string[]): Promise<void> {
  for (const address of addresses) while (await answers(address)) await sleep(20);
}

test.each([
  ["Ctrl-C", (child: ChildProcess) => process.kill(-(child.pid ?? 0), "SIGINT")],
  ["a closed terminal", (child: ChildProcess) => process.kill(-(child.pid ?? 0), "SIGHUP")],
  ["TERM to what was called", (child: ChildProcess) => child.kill("SIGTERM")],
  ["KILL to all but the services", (child: ChildProcess) => process.kill(-(child.pid ?? 0), "SIGKILL")],
])("after %s no service is left", { timeout: 120_000 }, async (_, end) => {
  const child = start();
  const { page, addresses } = await serving(child);
  expect(addresses).toHaveLength(7);
  expect((await fetch(page)).headers.get("content-type")).toMatch(/^text\/html/);
  end(child);
  await once(child, "exit");
  await gone(addresses);
});

test("a port that is taken is passed by", { timeout: 120_000 }, async () => {
  const taken: Server = createServer().listen(GATEWAY_PORT, "127.0.0.1");
  await once(taken, "listening").catch(() => undefined);
  const child = start();
  const { page, addresses } = await serving(child);
  expect(page).not.toBe(`http://127.0.0.1:${GATEWAY_PORT}`);
  expect((await fetch(`${page}/ready`)).status).toBe(200);
  taken.close();
  child.kill("SIGTERM");
  await gone(addresses);
});

test("--once --json prints the sample for programs, and nothing else", { timeout: 120_000 }, async () => {
  const child = start("--once", "--json");
  child.stderr?.resume();
  const printed = child.stdout === null ? "" : await text(child.stdout);
  expect(JSON.parse(printed)).toMatchObject({
    state: "succeeded",
    result: { checksum: expect.stringMatching(/^[0-9a-f]{16}$/) },
  });
});
