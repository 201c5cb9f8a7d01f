import { unifiedDiff } from "../diff.ts";
import { type Change, drafted } from "../draft.ts";
import { checkCommitted } from "../git.ts";
import type { Tree } from "../tree.ts";
import { finish } from "./finish.ts";

/** Nx's tree, of files on disk; what is written to it is on disk when the generator has returned. */
export interface NxTree extends Tree {
  /** The folder that it is of. */
  readonly root: string;
}

/** Options that every generator has. */
export interface CommonOptions {
  /** Files are changed although they have changes that are not committed. */
  readonly allowDirty?: boolean;
  /** Nothing is linked, generated and formatted. */
  readonly skipFinish?: boolean;
}

/** What Nx calls once everything is on disk. */
export type Callback = () => void;

/**
 * Makes a change, or prints it in a dry run.
 *
 * @throws {Refusal} with every reason, and nothing is changed.
 */
export function generate(
  tree: NxTree,
  { allowDirty = false, skipFinish = false }: CommonOptions,
  change: (draft: Tree) => void,
): Callback {
  const draft = drafted(tree, change);
  const changes = draft.changes();
  if (changes.length === 0) {
    console.log("nothing to change: it is so already");
    return () => undefined;
  }
  if (!allowDirty) checkCommitted(tree.root, changes);
  if (process.env["NX_DRY_RUN"] === "true") console.log(unifiedDiff(changes));
  draft.apply();
  return () => (skipFinish ? undefined : finish(tree.root, writtenBy(changes)));
}

function writtenBy(changes: readonly Change[]): string[] {
  return changes.filter(({ after }) => after !== null).map(({ path }) => path);
}
