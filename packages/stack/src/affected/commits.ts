import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { ROOT } from "../root.ts";

const MOST_BYTES = 1 << 28;

/** What git answers; throws when it cannot. */
export function git(...args: string[]): Buffer {
  return execFileSync("git", args, { cwd: ROOT, maxBuffer: MOST_BYTES, stdio: ["ignore", "pipe", "ignore"] });
}

const lines = (...args: string[]) =>
  git(...args, "-z")
    .toString()
    .split("\0")
    .filter(Boolean);

/** The commit where HEAD left the history of another; that one itself when they have nothing in common. */
export function leftAt(base: string): string {
  const commit = git("rev-parse", "--verify", "--quiet", `${base}^{commit}`).toString().trim();
  try {
    return git("merge-base", commit, "HEAD").toString().trim();
  } catch {
    return commit;
  }
}

/** Every file that differs from a commit, committed or not; from the repository's folder. */
export function changedSince(base: string): string[] {
  const changed = lines("diff", "--name-only", "--no-renames", "--relative", base);
  return [...new Set([...changed, ...lines("ls-files", "--others", "--exclude-standard")])];
}

/** Every file that is, or is about to be, in git. */
export function presentFiles(): string[] {
  const listed = lines("ls-files", "--cached", "--others", "--exclude-standard", "--deduplicate");
  return listed.filter((file) => existsSync(join(ROOT, file)));
}

/** Text of a file as a commit has it; empty when it has none. */
export function textAt(commit: string, file: string): string {
  try {
    return git("show", `${commit}:./${file}`).toString();
  } catch {
    return "";
  }
}
