import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { files, ROOT } from "./repository.ts";

/** What turbo makes of the commands of all packages: a hash by task, such as `@trivium/web#build`. */
export type Hashes = ReadonlyMap<string, string>;

interface DryRun {
  tasks: { taskId: string; command: string; hash: string }[];
}

/** A copy of the repository, in which files may change. */
export class Copy {
  readonly folder = mkdtempSync(join(tmpdir(), "trivium-copy-"));

  constructor() {
    for (const file of files) {
      mkdirSync(dirname(join(this.folder, file)), { recursive: true });
      cpSync(join(ROOT, file), join(this.folder, file));
    }
    symlinkSync(join(ROOT, "node_modules"), join(this.folder, "node_modules"));
    this.#run("git", ["init", "--quiet"]);
    this.#run("git", ["add", "."]);
    const author = ["-c", "user.name=test", "-c", "user.email=test@example.org"];
    this.#run("git", [...author, "commit", "--quiet", "--message=copy"]);
  }

  /** The hashes while files have other texts, and the environment other variables. */
  hashes(texts: Readonly<Record<string, string>> = {}, env: Readonly<Record<string, string>> = {}): Hashes {
    this.write(texts);
    const { tasks } = JSON.parse(
      this.#run("turbo", ["run", "build", "lint", "typecheck", "test", "--dry=json"], env),
    ) as DryRun;
    this.#run("git", ["reset", "--quiet", "--hard"]);
    this.#run("git", ["clean", "--quiet", "--force"]);
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

  #run(program: string, args: readonly string[], env: Readonly<Record<string, string>> = {}): string {
    return execFileSync(program, args, {
      cwd: this.folder,
      encoding: "utf8",
      maxBuffer: 1 << 28,
      env: { ...process.env, TURBO_TELEMETRY_DISABLED: "1", ...env },
    });
  }
}
