import { randomUUID } from "node:crypto";
import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import { filesBelow } from "trivium/tree";
import { Failure } from "../failure.ts";
import type { Project } from "../render/project.ts";

/** @throws {Failure} when a project cannot be written there. */
export function checkTarget(target: string, force: boolean): void {
  const found = statSync(target, { throwIfNoEntry: false });
  if (found === undefined) return;
  if (!found.isDirectory()) throw new Failure(`${target} is a file`);
  if (!force && readdirSync(target).length > 0) {
    throw new Failure(`${target} is not empty: choose another folder, or pass --force to write into it`);
  }
}

/** @throws {Failure} when something in the target cannot become what a project has there. */
export function checkClashes(target: string, files: readonly string[]): void {
  const isFolder = (path: string) => statSync(join(target, path), { throwIfNoEntry: false })?.isDirectory();
  const file = files.find((path) => isFolder(path) === true);
  const folder = files.flatMap(foldersAbove).find((path) => isFolder(path) === false);
  if (file !== undefined) throw new Failure(`${join(target, file)} is a folder, and is to be a file`);
  if (folder !== undefined) throw new Failure(`${join(target, folder)} is a file, and is to be a folder`);
}

/** The folders that a file is in, from the outermost. */
function foldersAbove(file: string): string[] {
  const names = dirname(file).split("/");
  return names.map((_, depth) => names.slice(0, depth + 1).join("/"));
}

/**
 * A folder beside the target in which a project is made, so that the target has all of it
 * or nothing, whatever happens on the way.
 */
export class Staging {
  readonly folder: string;
  readonly #target: string;
  /** The uppermost folder that had to be made. */
  readonly #made: string | undefined;

  /** @throws {Failure} when nothing can be written there. */
  constructor(target: string) {
    this.#target = target;
    const parent = dirname(resolve(target));
    this.folder = join(parent, `.${basename(target)}-${randomUUID().slice(0, 8)}`);
    try {
      this.#made = mkdirSync(parent, { recursive: true });
      mkdirSync(this.folder);
    } catch (error) {
      throw new Failure(`cannot write in ${parent}: ${(error as Error).message}`);
    }
  }

  write(project: Project): void {
    writeProject(project, this.folder);
  }

  /** Puts all of it where it belongs. A folder that is there stays the same, for somebody may stand in it. */
  finish(): void {
    if (!existsSync(this.#target)) {
      renameSync(this.folder, this.#target);
      return;
    }
    for (const name of readdirSync(this.folder)) {
      const [from, to] = [join(this.folder, name), join(this.#target, name)];
      if (existsSync(to)) cpSync(from, to, { recursive: true, verbatimSymlinks: true });
      else renameSync(from, to);
    }
    rmSync(this.folder, { recursive: true });
  }

  /** Takes everything away again. */
  abandon(): void {
    rmSync(this.folder, { recursive: true, force: true });
    if (this.#made !== undefined) rmSync(this.#made, { recursive: true, force: true });
  }
}

/** Writes a project's files into a folder. */
export function writeProject({ tree, executable }: Project, folder: string): void {
  for (const file of filesBelow(tree)) {
    const path = join(folder, file);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, tree.bytes(file), { mode: executable.has(file) ? 0o755 : 0o644 });
  }
}
