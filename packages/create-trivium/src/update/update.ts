import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { isDeepStrictEqual } from "node:util";
import { ANSWERS_FILE } from "trivium/project";
import type { Answers } from "../answers.ts";
import { checkNames } from "../checkNames.ts";
import { BadInput, Interrupted } from "../failure.ts";
import { type CommandLine, FLAGS } from "../flags.ts";
import { writeProject } from "../project/folder.ts";
import { checkTools } from "../project/steps.ts";
import { renderProject } from "../render/project.ts";
import type { Skeleton } from "../skeleton.ts";
import { finish } from "./finish.ts";
import { changesIn, type Merged, merge } from "./merge.ts";
import { renderByOlder } from "./olderVersion.ts";
import { type ProjectRecord, readRecord } from "./record.ts";
import { Renders } from "./renders.ts";
import { Repository } from "./repository.ts";

/** What an update did, or would do. */
export interface Updated extends Merged {
  readonly folder: string;
  /** The version that the project was made by, or updated to last. */
  readonly from: string;
  /** The version of this program. */
  readonly to: string;
  /** Whether the project was of this version, and made from these answers, already. */
  readonly upToDate: boolean;
  /** What differs from the project's last commit. */
  readonly changes: readonly string[];
  readonly written: boolean;
  /** Whether code was generated, lock files made tidy and everything formatted afterwards. */
  readonly finished: boolean;
}

/** What cannot be changed once code has been written under these names. */
const LASTING = ["preset", "scope", "module", "goService", "rustService", "resource"] as const;

/** Brings a project to the version of this program, and to other answers, by a merge of git's; commits nothing. */
export async function update(
  { paths: [path = "."], given, switches }: CommandLine,
  skeleton: Skeleton,
  signal: AbortSignal,
): Promise<Updated> {
  const folder = resolve(path);
  const record = readRecord(join(folder, ANSWERS_FILE), skeleton.version);
  const answers = changed(record.answers, given);
  const upToDate = record.version === skeleton.version && isDeepStrictEqual(record.answers, answers);
  const nothing = { changes: [], conflicts: [], deleted: [], stale: [], written: false, finished: false };
  const told = { folder, from: record.version, to: skeleton.version, upToDate };
  if (switches.check) return { ...told, ...nothing };
  const repository = new Repository(folder);
  if (upToDate) return { ...told, ...nothing };
  const installing = !switches["no-install"];
  if (installing) checkTools();

  const scratch = mkdtempSync(join(tmpdir(), "create-trivium-"));
  try {
    const renders = new Renders(scratch, repository.gitFolder, { installing, signal });
    const to = { version: skeleton.version, answers };
    const commit = await difference(repository, renders, { from: record, to }, skeleton, signal);
    if (signal.aborted) throw new Interrupted("nothing was changed");
    const apply = (target: Repository) => {
      const merged = merge(target.git, commit);
      return { ...told, ...merged, changes: changesIn(target.git), written: false, finished: false };
    };
    if (switches["dry-run"]) return repository.inCopy(scratch, apply);
    const updated = { ...apply(repository), written: true };
    if (!installing || updated.conflicts.length > 0) return updated;
    await finish(repository, signal);
    return { ...updated, changes: changesIn(repository.git), finished: true };
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

/** A commit that leads from what the project was made as to what it would be made as now. */
async function difference(
  repository: Repository,
  renders: Renders,
  { from, to }: { from: ProjectRecord; to: ProjectRecord },
  skeleton: Skeleton,
  signal: AbortSignal,
): Promise<string> {
  const here = (answers: Answers) => (folder: string) =>
    writeProject(renderProject(answers, skeleton), folder);
  const record = join(repository.folder, ANSWERS_FILE);
  const older = (folder: string) =>
    renderByOlder(from.version, { record, folder, project: repository.folder }, signal);
  const base = await renders.tree(from.version === to.version ? here(from.answers) : older);
  const next = await renders.tree(here(to.answers));
  return repository.commitBetween(base, next, `create-trivium ${to.version}`);
}

/** @throws {BadInput} when it is one of the names, which is in more than what was rendered. */
function changed(answers: Answers, given: CommandLine["given"]): Answers {
  for (const name of LASTING) {
    if (given[name] === undefined || given[name] === answers[name]) continue;
    throw new BadInput(
      `--${FLAGS[name].flag} cannot be changed by an update: the project has ${answers[name]}`,
    );
  }
  if (answers.preset === "demo" && Object.values(given).includes(false)) {
    throw new BadInput("the demo has everything, and cannot be without a part of it");
  }
  const all = { ...answers, ...given };
  checkNames(all);
  return all;
}
