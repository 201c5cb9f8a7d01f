import { existsSync } from "node:fs";
import { basename, join, resolve } from "node:path";
import { filesBelow } from "trivium/tree";
import { type Answers, answersFrom } from "./answers.ts";
import { checkNames } from "./checkNames.ts";
import { BadInput, Interrupted } from "./failure.ts";
import type { CommandLine } from "./flags.ts";
import { checkClashes, checkTarget, Staging } from "./project/folder.ts";
import { checkTools, hasGit, Steps } from "./project/steps.ts";
import { askAnswers, askFolder } from "./questions.ts";
import { renderProject } from "./render/project.ts";
import type { Skeleton } from "./skeleton.ts";

/** What was, or would be, made. */
export interface Created {
  readonly folder: string;
  readonly answers: Answers;
  readonly files: readonly string[];
  readonly written: boolean;
  readonly installed: boolean;
  readonly git: boolean;
}

/** Makes a project, all of it or nothing. */
export async function create(
  { paths: [folder], given, switches }: CommandLine,
  skeleton: Skeleton,
  signal: AbortSignal,
): Promise<Created> {
  const mayAsk = !switches.yes && process.stdin.isTTY && process.stdout.isTTY;
  const target = resolve(folder ?? (mayAsk ? await askFolder() : missingFolder()));
  const name = basename(target);
  checkNames(answersFrom(name, given));
  if (!switches["dry-run"]) checkTarget(target, switches.force);
  const answers = mayAsk ? await askAnswers(name, given) : answersFrom(name, given);
  checkNames(answers);
  const project = renderProject(answers, skeleton);
  const files = filesBelow(project.tree);
  const created = { folder: target, answers, files };
  if (switches["dry-run"]) return { ...created, written: false, installed: false, git: false };

  checkClashes(target, files);
  const installing = !switches["no-install"];
  const git = !switches["no-git"] && hasGit() && !existsSync(join(target, ".git"));
  if (installing) checkTools();
  const staging = new Staging(target);
  try {
    staging.write(project);
    const steps = new Steps(staging.folder, signal);
    if (installing) await steps.install();
    if (git) await steps.git();
    if (signal.aborted) throw new Interrupted();
    staging.finish();
  } catch (error) {
    staging.abandon();
    throw error;
  }
  return { ...created, written: true, installed: installing, git };
}

function missingFolder(): never {
  throw new BadInput("say where the project is to be: npm create trivium@latest my-project");
}
