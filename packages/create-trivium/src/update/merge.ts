import { Failure } from "../failure.ts";
import type { Git } from "./git.ts";

/** What came of a merge. Paths are from the repository's folder. */
export interface Merged {
  /** Files in which somebody has to decide, as git left them. */
  readonly conflicts: readonly string[];
  /** Files that the project deleted and the new version changed: they stay deleted. */
  readonly deleted: readonly string[];
  /** Generated files that both changed: they are the new version's until they are generated again. */
  readonly stale: readonly string[];
}

/** A file that git could not merge; the mark tells what each side did, as in `git status --short`. */
interface Unmerged {
  readonly mark: string;
  readonly file: string;
}

/**
 * Merges what a commit changes into the work tree and the index, as git merges, and commits nothing.
 *
 * @throws {Failure} when git refuses; nothing is changed then.
 */
export function merge(git: Git, commit: string): Merged {
  const { status, stderr } = git.attempt(["cherry-pick", "--no-commit", commit]);
  const unmerged = unmergedIn(git);
  if (status !== 0 && unmerged.length === 0) throw new Failure(`git does not merge: ${stderr.trim()}`);
  const deleted = unmerged.filter(({ mark }) => mark === "DU");
  const generated = generatedOf(git, unmerged).filter((one) => !deleted.includes(one));
  remove(git, [...deleted, ...generated.filter(({ mark }) => mark === "UD")]);
  take(
    git,
    generated.filter(({ mark }) => mark !== "UD"),
  );
  const settled = new Set([...deleted, ...generated]);
  const names = (some: readonly Unmerged[]) => some.map(({ file }) => file);
  return {
    conflicts: names(unmerged.filter((one) => !settled.has(one))),
    deleted: names(deleted),
    stale: names(generated),
  };
}

/** What differs from the last commit: a letter for what happened to a file, a space, its path. */
export function changesIn(git: Git): string[] {
  return marked(git).map(({ mark, file }) => `${mark.trim()[0]} ${file}`);
}

const unmergedIn = (git: Git) => marked(git).filter(({ mark }) => /U|AA|DD/.test(mark));

function marked(git: Git): Unmerged[] {
  const entries = git.list("status", "--porcelain", "--no-renames", "-z");
  return entries.map((entry) => ({ mark: entry.slice(0, 2), file: entry.slice(3) }));
}

/** Those that programs write, such as lock files: the project's .gitattributes says which. */
function generatedOf(git: Git, files: readonly Unmerged[]): Unmerged[] {
  return files.filter(({ file }) =>
    git.run("check-attr", "linguist-generated", "--", file).endsWith(": true"),
  );
}

function remove(git: Git, files: readonly Unmerged[]): void {
  for (const { file } of files) git.run("rm", "--quiet", "--force", "--", file);
}

function take(git: Git, files: readonly Unmerged[]): void {
  for (const { file } of files) {
    git.run("checkout", "--quiet", "--theirs", "--", file);
    git.run("add", "--", file);
  }
}
