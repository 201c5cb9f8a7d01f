import { spawnSync } from "node:child_process";
import type { Change } from "./draft.ts";
import { Refusal } from "./refusal.ts";

/**
 * @throws {Refusal} naming every file that would be changed and has changes that are in no commit. Where
 * there is no git repository nothing is known of such, and nothing refused.
 */
export function checkCommitted(root: string, changes: readonly Change[]): void {
  const prefix = git(root, "rev-parse", "--show-prefix")?.trimEnd();
  const status = git(root, "status", "--porcelain", "-z", "--untracked-files=all", "--", ".");
  if (prefix === undefined || status === undefined) return;
  const dirty = new Set(status.split("\0").map((line) => line.slice("XY ".length + prefix.length)));
  const paths = changes.map(({ path }) => path).filter((path) => dirty.has(path));
  if (paths.length === 0) return;
  throw new Refusal(
    ...paths.map((path) => `${path} has changes that are not committed`),
    "commit or stash them first, or pass --allow-dirty",
  );
}

/** What git prints; nothing when it fails. */
function git(cwd: string, ...args: string[]): string | undefined {
  const { status, stdout } = spawnSync("git", args, { cwd, encoding: "utf8", maxBuffer: 1 << 26 });
  return status === 0 ? stdout : undefined;
}
