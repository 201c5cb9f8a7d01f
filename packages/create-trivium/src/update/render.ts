import { resolve } from "node:path";
import { BadInput } from "../failure.ts";
import type { CommandLine } from "../flags.ts";
import { checkTarget, Staging } from "../project/folder.ts";
import { renderProject } from "../render/project.ts";
import type { Skeleton } from "../skeleton.ts";
import { readRecord } from "./record.ts";

/**
 * Writes what this version makes of a project's record, and nothing beyond. Later versions
 * call it to learn what a project began as, so this must stay as it is.
 */
export function render({ paths: [record, folder] }: CommandLine, skeleton: Skeleton): void {
  if (record === undefined || folder === undefined) {
    throw new BadInput("say what to render, and where: create-trivium render .trivium.json FOLDER");
  }
  const { answers } = readRecord(resolve(record), skeleton.version);
  const target = resolve(folder);
  checkTarget(target, false);
  const staging = new Staging(target);
  try {
    staging.write(renderProject(answers, skeleton));
    staging.finish();
  } catch (error) {
    staging.abandon();
    throw error;
  }
}
