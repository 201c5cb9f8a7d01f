// Installs the npm packages when they are missing or older than package-lock.json.

import { existsSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { compile } from "./compile.mjs";
import { ROOT, readJson } from "./files.mjs";
import { Jobs } from "./jobs.mjs";

/**
 * Installs what is missing of the packages that a start needs, or of all.
 *
 * @param {{ all: boolean, compiling: boolean }} what whether to compile the stack's programs meanwhile, too
 * @returns {Promise<boolean>} whether the packages are there
 */
export async function install({ all, compiling }) {
  if (isInstalled(ROOT, all)) return true;
  console.error("Installing npm packages");
  const jobs = new Jobs();
  const compiled = compiling ? compile(jobs) : undefined;
  const installed = await runNpm(all, jobs);
  // Turbo would compile the same at the same time.
  if (installed) await compiled;
  jobs.close();
  return installed;
}

/**
 * Whether the packages in a folder are those that its package-lock.json says, however they were installed: all of them, or
 * those that are not for development alone. npm's own list of what it installed is the last thing that it writes, but
 * `npm install --package-lock-only` writes it, too, so the packages themselves are looked at. Optional ones, such as
 * those of other platforms, may be missing.
 *
 * @param {string} folder
 * @param {boolean} all
 */
export function isInstalled(folder, all) {
  if (!existsSync(join(folder, "node_modules/.package-lock.json"))) return false;
  const wanted = readJson("package-lock.json", folder)?.packages ?? {};
  return Object.entries(wanted).every(([path, { version, dev, optional, devOptional, link }]) => {
    // Packages of this repository are linked, in whatever version.
    if (!path.includes("node_modules/") || link || (dev && !all)) return true;
    const found = readJson(`${path}/package.json`, folder)?.version;
    return found === version || (found === undefined && (optional || (devOptional && !all)));
  });
}

/** Runs npm, which is silent by itself, and tells how far it is. */
function runNpm(all, jobs) {
  const fetched = new Set();
  // What is there for a start may be in use by one: the rest is added to it. `npm ci` begins by removing everything.
  const command = all && isInstalled(ROOT, false) ? ["install", "--no-save"] : ["ci"];
  // Whatever NODE_ENV and npm's settings leave out.
  const kinds = [all ? "--include=dev" : "--omit=dev", "--include=optional", "--include=peer"];
  const { child, succeeded } = jobs.run(
    "npm",
    [...command, ...kinds, "--no-audit", "--no-fund", "--loglevel=http"],
    { cwd: ROOT, stdio: ["ignore", "ignore", "pipe"] },
  );
  createInterface({ input: child.stderr }).on("line", (line) => {
    const [, archive] = /^npm http fetch GET \d+ (\S+\.tgz)/.exec(line) ?? [];
    if (archive !== undefined) fetched.add(archive);
    if (line.startsWith("npm error")) jobs.print(line);
  });
  return jobs.show(
    () => `npm ${command[0]}: ${fetched.size} packages fetched`,
    "Installed npm packages",
    succeeded,
  );
}
