import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
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
  readonly #folder = mkdtempSync(join(tmpdir(), "trivium-copy-"));

  constructor() {
    for (const file of files) {
      mkdirSync(dirname(join(this.#folder, file)), { recursive: true });
      cpSync(join(ROOT, file), join(this.#folder, file));
    }
    symlinkSync(join(ROOT, "node_modules"), join(this.#folder, "node_modules"));
    this.#run("git", ["init", "--quiet"]);
    this.#run("git", ["add", "."]);
    const author = ["-c", "user.name=test", "-c", "user.email=test@example.org"];
    this.#run("git", [...author, "commit", "--quiet", "--message=copy"]);
  }

  /** The hashes while files have other texts, and the environment other variables. */
  hashes(texts: Readonly<Record<string, string>> = {}, env: Readonly<Record<string, string>> = {}): Hashes {
    const before = Object.keys(texts).map((file) => [file, this.read(file)] as const);
    for (const [file, text] of Object.entries(texts)) this.#write(file, text);
    const { tasks } = JSON.parse(
      this.#run("turbo", ["run", "build", "lint", "typecheck", "test", "--dry=json"], env),
    ) as DryRun;
    for (const [file, text] of before) this.#write(file, text);
    return new Map(
      tasks.filter(({ command }) => command !== "<NONEXISTENT>").map(({ taskId, hash }) => [taskId, hash]),
    );
  }

  /** Text of a file, by its path in the repository. */
  read(file: string): string {
    return readFileSync(join(this.#folder, file), "utf8");
  }

  remove(): void {
    rmSync(this.#folder, { recursive: true });
  }

  #write(file: string, text: string): void {
    writeFileSync(join(this.#folder, file), text);
  }

  #run(program: string, args: readonly string[], env: Readonly<Record<string, string>> = {}): string {
    return execFileSync(program, args, {
      cwd: this.#folder,
      encoding: "utf8",
      maxBuffer: 1 << 28,
      env: { ...process.env, TURBO_TELEMETRY_DISABLED: "1", ...env },
    });
  }
}
