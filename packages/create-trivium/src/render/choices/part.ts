import type { Tree } from "trivium/tree";
import type { Copied } from "../copied.ts";

/** What a choice adds to a project of small services, beside its templates in `choices/NAME`. */
export interface Part {
  /** Of the reference. */
  readonly copied: readonly Copied[];
  /** Makes files that there are without it fit as well. */
  fit(tree: Tree): void;
}
