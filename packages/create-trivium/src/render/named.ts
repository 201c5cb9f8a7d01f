import { ANSWERS_FILE } from "trivium/project";
import type { Rename } from "trivium/rename";
import { filesBelow, MemoryTree } from "trivium/tree";
import type { Answers } from "../answers.ts";
import { renameOf } from "./rename.ts";

/** A project's files under the names that were asked for, and the record of what it is made from. */
export function named(parts: MemoryTree, answers: Answers, version: string): MemoryTree {
  const tree = new MemoryTree();
  for (const file of filesBelow(parts)) {
    const rename = renameOf(file, answers);
    tree.write(rename(file), renamed(parts.bytes(file), rename));
  }
  tree.write(ANSWERS_FILE, `${JSON.stringify({ version, answers }, null, 2)}\n`);
  return tree;
}

/** A content under other names, when it is text. */
export function renamed(content: Buffer, rename: Rename): Buffer {
  const text = content.toString("utf8");
  return Buffer.from(text).equals(content) ? Buffer.from(rename(text)) : content;
}
