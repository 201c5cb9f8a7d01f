import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { parseArgs } from "node:util";
import { launch } from "./program.ts";
import { ROOT } from "./root.ts";
import { packageFolders } from "./workspace.ts";

const USAGE = "npm run release -- VERSION [--dry-run] [--publish]   VERSION such as 0.2.0";
const VERSION = /^\d+\.\d+\.\d+(-[\w.-]+)?$/;

/**
 * `npm run release -- VERSION`: gives all packages of all languages one version, writes
 * CHANGELOG.md, commits and tags; Go modules in folders have tags of their own. `--publish`
 * publishes the packages that are not private. `--dry-run` shows all of it and does nothing.
 */
export async function release(args: string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: { "dry-run": { type: "boolean" }, publish: { type: "boolean" } },
  });
  const [version = "", ...more] = positionals;
  if (!VERSION.test(version) || more.length > 0) {
    console.error(USAGE);
    return 2;
  }
  const tags = goModules().map((folder) => `${folder}/v${version}`);
  const taken = git("tag", "--list", `v${version}`, ...tags);
  if (taken !== "") {
    console.error(`There is such a version: ${taken.replaceAll("\n", ", ")}`);
    return 1;
  }
  const dryRun = values["dry-run"] === true ? ["--dry-run"] : [];
  if (dryRun.length === 0 && git("status", "--porcelain") !== "") {
    console.error("Not everything is committed: a version is of a commit");
    return 1;
  }
  const first = git("tag", "--list", "v[0-9]*") === "" ? ["--first-release"] : [];
  const released = await run("nx", "release", version, "--skip-publish", ...first, ...dryRun);
  if (released !== 0) return released;
  for (const tag of tags) {
    console.log(`Go knows this version by the tag ${tag}`);
    if (dryRun.length === 0) git("tag", "--annotate", tag, `--message=${tag}`);
  }
  return values.publish === true ? publish(dryRun) : 0;
}

/** Publishes to npm what is not private, up to the first that fails. */
async function publish(flags: readonly string[]): Promise<number> {
  for (const folder of packageFolders().filter((one) => !isPrivate(one))) {
    const code = await run("npm", "publish", `--workspace=${folder}`, "--access=public", ...flags);
    if (code !== 0) return code;
  }
  return 0;
}

/** Folders of Go modules that are packages of this repository. */
function goModules(): string[] {
  const folders = new Set(git("ls-files", "*/go.mod").split("\n").map(dirname));
  return packageFolders().filter((folder) => folders.has(folder));
}

function isPrivate(folder: string): boolean {
  const text = readFileSync(join(ROOT, folder, "package.json"), "utf8");
  return (JSON.parse(text) as { private?: boolean }).private === true;
}

const run = (program: string, ...args: string[]) => launch(program, args, { stdio: "inherit" }).ended;
const git = (...args: string[]) => execFileSync("git", args, { cwd: ROOT, encoding: "utf8" }).trim();
