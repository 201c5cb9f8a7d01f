import type { Rename } from "trivium/rename";
import { filesBelow, MemoryTree, textOf } from "trivium/tree";
import type { Answers } from "../answers.ts";
import { CHOICE_NAMES } from "../choices.ts";
import { decoded, type Skeleton } from "../skeleton.ts";
import { pruneCargo, sortLock } from "./cargo.ts";
import { PARTS } from "./choices/parts.ts";
import { isCopied } from "./copied.ts";
import { fitDelivery } from "./delivery.ts";
import { pruneGoModule } from "./goModule.ts";
import { fitLicence } from "./licence.ts";
import { pruneLock } from "./npmLock.ts";
import { fitPackages } from "./npmPackages.ts";
import { castRoles, nameAsAnswered } from "./rename.ts";

/** A rendered project. */
export interface Project {
  readonly tree: MemoryTree;
  /** Paths of files that may be run. */
  readonly executable: ReadonlySet<string>;
}

/** Renders the project that answers ask for: a function of its arguments alone. */
export function renderProject(answers: Answers, skeleton: Skeleton): Project {
  const parts = answers.preset === "starter" ? starter(answers, skeleton) : demo(skeleton);
  const named = nameAsAnswered(answers);
  const tree = new MemoryTree();
  for (const file of filesBelow(parts)) tree.write(named(file), renamed(parts.bytes(file), named));
  sortLock(tree);
  tree.write(".trivium.json", `${JSON.stringify({ version: skeleton.version, answers }, null, 2)}\n`);
  const cast: Rename = answers.preset === "starter" ? castRoles : (path) => path;
  return { tree, executable: new Set(skeleton.executable.map((file) => named(cast(file)))) };
}

/** Small services, and all that is around them in the reference; still under the names of the templates. */
function starter(answers: Answers, skeleton: Skeleton): MemoryTree {
  const tree = new MemoryTree();
  for (const [file, text] of Object.entries(skeleton.reference)) {
    if (isCopied(file, answers)) tree.write(castRoles(file), renamed(decoded(text), castRoles));
  }
  const chosen = CHOICE_NAMES.filter((choice) => answers[choice]);
  for (const templates of [skeleton.template, ...chosen.map((choice) => skeleton.choices[choice])]) {
    for (const [file, text] of Object.entries(templates)) tree.write(file, decoded(text));
  }
  for (const choice of chosen) PARTS[choice].fit?.(tree);
  fitPackages(tree);
  fitLicence(tree, answers.licence);
  pruneLock(tree);
  pruneGoModule(tree);
  pruneCargo(tree);
  fitDelivery(tree, answers);
  return tree;
}

/** What is about making projects, and so of no use in one. */
const ABOUT_SCAFFOLDING = /^(docs\/scaffolding\.md$|tests\/scaffolding\/)/;

/** Lines of documents that show pictures, which stay behind, or lead to the document about making projects. */
const ELSEWHERE = /^.*\]\([^)]*(\.png|scaffolding\.md)\).*\n/gm;

/** The whole reference, but for what makes projects. */
function demo(skeleton: Skeleton): MemoryTree {
  const tree = new MemoryTree();
  for (const [file, text] of Object.entries(skeleton.reference)) {
    if (!ABOUT_SCAFFOLDING.test(file)) tree.write(file, decoded(text));
  }
  for (const file of filesBelow(tree).filter((path) => path.endsWith(".md"))) {
    tree.write(file, textOf(tree, file).replaceAll(ELSEWHERE, ""));
  }
  pruneLock(tree);
  return tree;
}

function renamed(content: Buffer, rename: Rename): Buffer {
  const text = content.toString("utf8");
  return Buffer.from(text).equals(content) ? Buffer.from(rename(text)) : content;
}
