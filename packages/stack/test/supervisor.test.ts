import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { createServer, type Server } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { setTimeout as sleep } from "node:timers/promises";
import { afterEach, beforeEach, expect, test } from "vitest";
import { ROOT } from "../src/root.ts";
import { DEFAULT_PORTS } from "../src/topology.ts";

const GATEWAY_PORT = DEFAULT_PORTS.at(-1);
const PATIENCE = { timeout: 120_000 };
const POLL_MS = 20;

/** Its path is in the environment of everything that a test starts. */
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

/** A program as a terminal calls it, in a process group of its own. */
function call(program: string, args: readonly string[]): ChildProcess {
  const child = spawn(program, args, {
    cwd: ROOT,
    detached: true,
    stdio: ["ignore", "pipe", "pipe"],
    env: { ...process.env, DATA_DIR: directory },
  });
  processes.push(child);
  return child;
}

const start = (...flags: string[]) => call("npm", ["start", "--", ...flags]);

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

/** Processes that the test started, and theirs, where the system tells: on Linux. */
function alive(): string[] {
  const pids = process.platform === "linux" ? readdirSync("/proc").filter((name) => /^\d+$/.test(name)) : [];
  return pids.filter((pid) => pid !== String(process.pid) && environmentOf(pid).includes(directory));
}

function environmentOf(pid: string): string {
  try {
    return readFileSync(`/proc/${pid}/environ`, "utf8");
  } catch {
    return "";
  }
}

/** Resolves when nobody listens at these addresses any more, and no process is left; the test's time limit ends the wait. */
async function gone(addresses: string[]): Promise<void> {
  for (const address of addresses) while (await answers(address)) await sleep(POLL_MS);
  while (alive().length > 0) await sleep(POLL_MS);
}

/** A process's child whose command line has a part. */
function childOf(parent: number, part: string): number {
  const listed = execFileSync("ps", ["-A", "-o", "pid=,ppid=,args="], { encoding: "utf8" });
  const rows = listed.split("\n").map((row) => /^\s*(\d+)\s+(\d+)\s+(.*)$/.exec(row) ?? []);
  const children = rows.filter(([, , ppid]) => Number(ppid) === parent);
  const found = children.find(([, , , args = ""]) => args.includes(part));
  if (found !== undefined) return Number(found[1]);
  return children.map(([, pid]) => childOf(Number(pid), part)).find((pid) => pid > 0) ?? 0;
}

const supervisorOf = ({ pid = 0 }: ChildProcess) => childOf(pid, "src/main.ts");
const bootOf = ({ pid = 0 }: ChildProcess) => childOf(pid, "boot/trivium.mjs");

test.each<[string, (child: ChildProcess) => void]>([
  ["Ctrl-C", (child) => process.kill(-(child.pid ?? 0), "SIGINT")],
  ["a closed terminal", (child) => process.kill(-(child.pid ?? 0), "SIGHUP")],
  ["TERM to npm", (child) => child.kill("SIGTERM")],
  ["TERM to all but the services", (child) => process.kill(-(child.pid ?? 0), "SIGTERM")],
  ["KILL to npm", (child) => child.kill("SIGKILL")],
  ["KILL to what npm calls", (child) => process.kill(bootOf(child), "SIGKILL")],
  ["KILL to the supervisor", (child) => process.kill(supervisorOf(child), "SIGKILL")],
  ["KILL to all but the services", (child) => process.kill(-(child.pid ?? 0), "SIGKILL")],
])("after %s no process is left", PATIENCE, async (_, end) => {
  const child = start();
  const { page, addresses } = await serving(child);
  expect(addresses).toHaveLength(DEFAULT_PORTS.length);
  expect((await fetch(page)).headers.get("content-type")).toMatch(/^text\/html/);
  end(child);
  await once(child, "exit");
  await gone(addresses);
});

test.skipIf(process.platform !== "linux").each<NodeJS.Signals>(["SIGINT", "SIGTERM", "SIGHUP", "SIGKILL"])(
  "after %s a program that a command runs, such as turbo, is not left (needs /proc)",
  PATIENCE,
  async (signal) => {
    const program = join(ROOT, "packages/stack/src/program.ts");
    const code = `import { launch } from "${program}"; launch("sleep", ["1000"], {}); console.log("launched");`;
    const child = call("node", ["--input-type=module", "--eval", code]);
    await once(child.stdout ?? child, "data");
    expect(alive().length).toBeGreaterThan(1);
    child.kill(signal);
    await once(child, "exit");
    await gone([]);
  },
);

test("a port that is taken is passed by", PATIENCE, async () => {
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

test("--once --json prints the sample for programs, and nothing else", PATIENCE, async () => {
  const child = call("npm", ["start", "--silent", "--", "--once", "--json"]);
  child.stderr?.resume();
  const printed = child.stdout === null ? "" : await text(child.stdout);
  expect(JSON.parse(printed)).toMatchObject({
    state: "succeeded",
    result: { checksum: expect.stringMatching(/^[0-9a-f]{16}$/) },
    rollout: { stage: "reversed", percent: expect.any(Number) },
  });
  await gone([]);
});
