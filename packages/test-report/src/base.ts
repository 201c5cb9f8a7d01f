import { spawnSync } from "node:child_process";

/** Carries what `npm test` found, so that it is part of the cache's key. */
const VARIABLE = "TRIVIUM_CONTRACTS_BASE";

/** What git answers in a folder, or nothing when it cannot: no repository, no such commit. */
function git(folder: string, ...args: string[]): string | undefined {
  const { status, stdout } = spawnSync("git", args, { cwd: folder, encoding: "utf8" });
  return status === 0 ? stdout.trim() : undefined;
}

const idOf = (folder: string, name: string) => git(folder, "rev-parse", "--verify", "--quiet", name);

/** The commit where HEAD left the main branch; nothing when a clone knows no main branch. */
export function mainBase(folder: string = import.meta.dirname): string | undefined {
  const main = ["origin/main", "main"].find((name) => idOf(folder, name) !== undefined);
  return main === undefined ? undefined : git(folder, "merge-base", "HEAD", main);
}

/**
 * The contracts that callers may rely on, as the id of git's tree of `proto`: those of the
 * main branch where HEAD left it. On the main branch itself, and where it is unknown, those
 * of the commit before; in a clone of one commit, of that. Nothing outside of git.
 */
export function findContractsBase(folder: string = import.meta.dirname): string | undefined {
  const left = mainBase(folder);
  const before = left === idOf(folder, "HEAD") ? undefined : left;
  const base = [before, "HEAD^", "HEAD"].find(
    (name) => name !== undefined && idOf(folder, name) !== undefined,
  );
  return base === undefined ? undefined : idOf(folder, `${base}:proto`);
}

/** The contracts to compare with: as `npm test` found them, or looked up when a suite is called by hand. */
export function contractsBase(): string | undefined {
  const found = process.env[VARIABLE];
  return found === undefined ? findContractsBase() : found || undefined;
}

/** The variable that tells the contracts' test what to compare with. */
export function contractsBaseVariable(): Record<string, string> {
  return { [VARIABLE]: contractsBase() ?? "" };
}
