import { execFile } from "node:child_process";
import { existsSync, globSync } from "node:fs";
import { delimiter, join } from "node:path";

/** What a machine may have beyond the tools: a container engine with compose, a browser, a database server, Helm. */
export type Capability = "docker" | "chromium" | "postgres" | "helm";

/** Carries what `npm test` found to every suite, so that it is decided once, and is part of the cache's key. */
const VARIABLE = "TRIVIUM_CAPABILITIES";

/** Long, for a busy machine must not look like one without an engine. */
const DOCKER_TIMEOUT_MS = 60_000;

const BROWSERS = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

/** Path of Chromium: what CHROMIUM says, else where it usually is. Undefined: there is none. */
export function findBrowser(): string | undefined {
  return process.env["CHROMIUM"] ?? BROWSERS.find((path) => existsSync(path));
}

/** What this machine can run: as `npm test` found it, or looked up when a suite is called by hand. */
export async function capabilities(): Promise<ReadonlySet<Capability>> {
  const found = process.env[VARIABLE];
  return found === undefined ? findCapabilities() : new Set(found.split(" ") as Capability[]);
}

/** The variable that tells every suite what this machine can run. */
export async function capabilitiesVariable(): Promise<Record<string, string>> {
  return { [VARIABLE]: [...(await capabilities())].join(" ") };
}

async function findCapabilities(): Promise<Set<Capability>> {
  const found = new Set<Capability>();
  const [engine, compose, helm] = await Promise.all([
    answers("docker", "version", "--format", "{{.Server.Version}}"),
    answers("docker", "compose", "version"),
    answers("helm", "version"),
  ]);
  if (engine && compose) found.add("docker");
  if (helm) found.add("helm");
  if (findBrowser() !== undefined) found.add("chromium");
  if (process.env["TEST_DATABASE_URL"] !== undefined || hasPostgres()) found.add("postgres");
  return found;
}

/** Whether a program ends well. */
function answers(program: string, ...args: string[]): Promise<boolean> {
  return new Promise((resolve) => {
    execFile(program, args, { timeout: DOCKER_TIMEOUT_MS }, (error) => resolve(error === null));
  });
}

/** Whether there is a server's program: on the path, or where Debian keeps it. */
function hasPostgres(): boolean {
  const folders = (process.env["PATH"] ?? "").split(delimiter);
  return (
    folders.some((folder) => existsSync(join(folder, "initdb"))) ||
    globSync("/usr/lib/postgresql/*/bin/initdb").length > 0
  );
}
