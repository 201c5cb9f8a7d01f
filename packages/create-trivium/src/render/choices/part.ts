import type { Tree } from "trivium/tree";
import type { Answers } from "../../answers.ts";
import type { Copied } from "../copied.ts";

/** The text of a file of the reference, under the names of the project. */
export type Reference = (file: string) => string;

/** What a choice adds to a project of small services, beside its templates in `choices/NAME`. */
export interface Part {
  /** Of the reference. */
  readonly copied: readonly Copied[];
  /** Makes files that there are without it fit as well, under the names of the templates, before there are services. */
  fit?(tree: Tree): void;
  /** The same once there are services, and everything has its name. */
  fitServices?(tree: Tree, answers: Answers, reference: Reference): void;
}
