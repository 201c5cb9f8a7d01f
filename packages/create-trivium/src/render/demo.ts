import { filesBelow, MemoryTree, textOf } from "trivium/tree";
import type { Answers } from "../answers.ts";
import { decoded, type Skeleton } from "../skeleton.ts";
import { sortLock } from "./cargo.ts";
import { named } from "./named.ts";
import { pruneLock } from "./npmLock.ts";

/** Lines of documents that show pictures, which stay behind, or lead to the document about making projects. */
const ELSEWHERE = /^.*\]\([^)]*(\.png|scaffolding\.md)\).*\n/gm;

/** The whole reference. */
export function demo(answers: Answers, skeleton: Skeleton): MemoryTree {
  const reference = new MemoryTree();
  for (const [file, text] of Object.entries(skeleton.reference)) reference.write(file, decoded(text));
  for (const file of filesBelow(reference).filter((path) => path.endsWith(".md"))) {
    reference.write(file, textOf(reference, file).replaceAll(ELSEWHERE, ""));
  }
  const tree = named(reference, answers, skeleton.version);
  pruneLock(tree);
  sortLock(tree);
  return tree;
}
