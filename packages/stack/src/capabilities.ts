import { execFile } from "node:child_process";
import { existsSync, readdirSync } from "node:fs";

/** Where Chromium may be. */
const BROWSERS = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];
const POSTGRES = "/usr/lib/postgresql";

/**
 * What this machine can run beyond the tools: part of the tests' cache key, so that a
 * test that was skipped runs once its means are there.
 */
export async function capabilities(): Promise<string> {
  const found = [];
  if (await dockerEngine()) found.push("docker");
  if (process.env["CHROMIUM"] !== undefined || BROWSERS.some(existsSync)) found.push("chromium");
  if (existsSync(POSTGRES) && readdirSync(POSTGRES).length > 0) found.push("postgres");
  return found.join(" ");
}

function dockerEngine(): Promise<boolean> {
  return new Promise((resolve) => {
    execFile("docker", ["version", "--format", "{{.Server.Version}}"], { timeout: 3000 }, (error) => {
      resolve(error === null);
    });
  });
}
