// Installs the npm packages when they are missing or older than package-lock.json.

import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { Status } from "./status.mjs";

/** The repository's folder. */
export const ROOT = join(dirname(fileURLToPath(import.meta.url)), "../../..");

/** Says which lock file the packages were installed from. */
const STAMP = join(ROOT, "node_modules/.trivium-installed");

const lockHash = () =>
  createHash("sha256")
    .update(readFileSync(join(ROOT, "package-lock.json")))
    .digest("hex");

function installedHash() {
  try {
    return readFileSync(STAMP, "utf8");
  } catch {
    return "";
  }
}

/** Resolves to whether the packages are there. */
export async function install() {
  const wanted = lockHash();
  if (installedHash() === wanted) return true;
  if ((await npmCi()) !== 0) {
    console.error("npm ci failed: see above");
    return false;
  }
  writeFileSync(STAMP, wanted);
  return true;
}

/** Runs `npm ci`, which is silent by itself, and tells how far it is. */
async function npmCi() {
  const fetched = new Set();
  console.error("Installing npm packages");
  const status = new Status(() => `npm ci: ${fetched.size} packages fetched`);
  const npm = spawn("npm", ["ci", "--no-audit", "--no-fund", "--loglevel=http"], {
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
