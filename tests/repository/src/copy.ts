import { execFileSync } from "node:child_process";
import {
  appendFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, normalize } from "node:path";
import { files, KINDS, packages, ROOT } from "./repository.ts";

/** What turbo makes of the commands of all packages: a hash by task, such as `@trivium/web#build`. */
export type Hashes = ReadonlyMap<string, string>;

interface DryTask {
  taskId: string;
  command: string;
  hash: string;
  directory: string;
  /** Hashes by file, from the package's folder. */
  inputs: Record<string, string>;
}

/** Everything that turbo would do in a folder. */
function dryRun(folder: string, env: Readonly<Record<string, string>> = {}): DryTask[] {
  const printed = execFileSync("turbo", ["run", ...KINDS, "--dry=json"], {
    cwd: folder,
    encoding: "utf8",
    maxBuffer: 1 << 28,
    env: { ...process.env, TURBO_TELEMETRY_DISABLED: "1", ...env },
  });
  return (JSON.parse(printed) as { tasks: DryTask[] }).tasks;
}

/** The files that tasks depend on, in the repository as it is. */
export function inputs(): { task: string; file: string }[] {
  return dryRun(ROOT).flatMap(({ taskId, directory, inputs: hashes }) =>
    Object.keys(hashes).map((file) => ({ task: taskId, file: normalize(join(directory, file)) })),
  );
}

/** A copy of the repository, in which files may change. */
export class Copy {
  readonly folder = mkdtempSync(join(tmpdir(), "trivium-copy-"));

  constructor() {
    for (const file of files) {
      mkdirSync(dirname(join(this.folder, file)), { recursive: true });
      cpSync(join(ROOT, file), join(this.folder, file));
    }
    for (const folder of [".", ...packages.map((one) => one.folder)]) this.#linkInstalled(folder);
    this.#git("init", "--quiet");
    // .gitignore means folders, and here they are links.
    appendFileSync(join(this.folder, ".git/info/exclude"), "node_modules\n");
    this.#git("add", ".");
    this.#git("commit", "--quiet", "--message=copy");
  }

  /** The hashes while files have other texts, and the environment other variables. */
  hashes(texts: Readonly<Record<string, string>> = {}, env: Readonly<Record<string, string>> = {}): Hashes {
    this.write(texts);
    const tasks = dryRun(this.folder, env);
    this.#git("reset", "--quiet", "--hard");
    this.#git("clean", "--quiet", "--force");
    return new Map(
      tasks.filter(({ command }) => command !== "<NONEXISTENT>").map(({ taskId, hash }) => [taskId, hash]),
    );
  }

  /** Gives files other texts. */
  write(texts: Readonly<Record<string, string>>): void {
    for (const [file, text] of Object.entries(texts)) writeFileSync(join(this.folder, file), text);
  }

  remove(): void {
    rmSync(this.folder, { recursive: true });
  }

  #linkInstalled(folder: string): void {
    const installed = join(ROOT, folder, "node_modules");
    if (existsSync(installed)) symlinkSync(installed, join(this.folder, folder, "node_modules"));
  }

  #git(...args: string[]): void {
    // Whatever repository the environment names, it is not meant.
    const here = [`--git-dir=${this.folder}/.git`, `--work-tree=${this.folder}`];
    const author = ["-c", "user.name=test", "-c", "user.email=test@example.org"];
    execFileSync("git", [...here, ...author, ...args], { cwd: this.folder });
  }
}
