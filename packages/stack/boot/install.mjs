// Installs the npm packages when they are missing or older than package-lock.json.

import { spawn } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { Status } from "./status.mjs";

/** The repository's folder. */
export const ROOT = join(dirname(fileURLToPath(import.meta.url)), "../../..");

/** Resolves to whether the packages are there. */
export async function install() {
  if (isInstalled(ROOT)) return true;
  if ((await npmCi()) === 0) return true;
  console.error("npm ci failed: see above");
  return false;
}

/**
 * Whether the packages in a folder are those that its package-lock.json says, whoever installed them. npm's own list of
 * what it installed is the last thing that it writes, but `npm install --package-lock-only` writes it, too, so the
 * packages themselves are looked at. Optional ones, such as those of other platforms, may be missing.
 *
 * @param {string} folder
 */
export function isInstalled(folder) {
  if (!existsSync(join(folder, "node_modules/.package-lock.json"))) return false;
  const wanted = readJson(join(folder, "package-lock.json"))?.packages ?? {};
  return Object.entries(wanted).every(([path, { version, optional, link }]) => {
    // Packages of this repository are linked, in whatever version.
    if (!path.includes("node_modules/") || link) return true;
    const found = readJson(join(folder, path, "package.json"))?.version;
    return found === version || (found === undefined && optional);
  });
}

/** @param {string} file @returns what it holds, if it is there. */
function readJson(file) {
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch {
    return undefined;
  }
}

/** Runs `npm ci`, which is silent by itself, and tells how far it is. */
async function npmCi() {
  const fetched = new Set();
  console.error("Installing npm packages");
  const status = new Status(() => `npm ci: ${fetched.size} packages fetched`);
  // With NODE_ENV=production npm leaves out what builds and tests.
  const npm = spawn("npm", ["ci", "--include=dev", "--no-audit", "--no-fund", "--loglevel=http"], {
    cwd: ROOT,
    stdio: ["ignore", "ignore", "pipe"],
  });
  createInterface({ input: npm.stderr }).on("line", (line) => {
    const [, archive] = /^npm http fetch GET \d+ (\S+\.tgz)/.exec(line) ?? [];
    if (archive !== undefined) fetched.add(archive);
    if (line.startsWith("npm error")) status.print(line);
  });
  const code = await new Promise((done) => {
    npm.once("error", () => done(1));
    npm.once("close", done);
  });
  status.close();
  if (code === 0) console.error(`Installed npm packages in ${status.seconds} s`);
  return code;
}
