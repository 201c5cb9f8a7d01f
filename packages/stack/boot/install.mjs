// Installs the npm packages when they are missing or older than package-lock.json.

import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

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
  console.error("Installing npm packages");
  const code = await new Promise((done) => {
    const npm = spawn("npm", ["ci", "--no-audit", "--no-fund", "--loglevel=error"], {
      cwd: ROOT,
      stdio: ["ignore", 2, 2],
    });
    npm.once("error", () => done(1));
    npm.once("close", done);
  });
  if (code !== 0) {
    console.error("npm ci failed: see above");
    return false;
  }
  writeFileSync(STAMP, wanted);
  return true;
}
