import { execFileSync, spawnSync } from "node:child_process";
import { existsSync, mkdirSync, renameSync, rmSync } from "node:fs";
import { delimiter, join } from "node:path";
import type { Answers } from "create-trivium/answers";
import { writeProject } from "create-trivium/folder";
import { gather, ROOT } from "create-trivium/gather";
import { renderProject } from "create-trivium/render";
import { Steps } from "create-trivium/steps";
import { inject } from "vitest";
import { shareCrates } from "./crates.ts";
import { type Ended, outerless } from "./outside.ts";
import { NAME, takeTurn, turboCache } from "./place.ts";

const skeleton = gather();

/** A folder that one project after another is put into. What they install and build stays for the next one. */
export class Site {
  readonly folder = join(inject("parent"), NAME);
  readonly #packages = join(this.folder, "node_modules");
  /** Where packages are between one suite and the next. */
  readonly #kept = join(inject("parent"), "packages");

  readonly #leave: () => void;

  private constructor(leave: () => void) {
    this.#leave = leave;
    mkdirSync(this.folder);
    if (existsSync(this.#kept)) renameSync(this.#kept, this.#packages);
    this.#begin();
  }

  /** Waits until no other suite has the place. */
  static async open(): Promise<Site> {
    return new Site(await takeTurn(inject("parent")));
  }

  close(): void {
    if (existsSync(this.#packages)) renameSync(this.#packages, this.#kept);
    rmSync(this.folder, { recursive: true, force: true });
    this.#leave();
  }

  /** Puts the files of a project into the place of those of the last one. */
  write(answers: Answers): void {
    this.git("add", ".");
    this.git("rm", "-rf", "--quiet", "--ignore-unmatch", ".");
    this.git("clean", "-xdfq", "--exclude=node_modules", "--exclude=target", "--exclude=.turbo");
    writeProject(renderProject(answers, skeleton), this.folder);
  }

  /** Puts a project there as its owner has it: installed, in a repository of its own with one commit. */
  async install(answers: Answers): Promise<void> {
    this.write(answers);
    this.#begin();
    // What the last project had is changed; a new installation would begin with nothing.
    const flags = ["--no-save", "--include=dev", "--prefer-offline", "--no-audit", "--no-fund"];
    if (existsSync(this.#packages)) this.succeed("npm", ["install", ...flags]);
    const steps = new Steps(this.folder, new AbortController().signal);
    await steps.install();
    await steps.git();
  }

  /** Runs a program in a folder of the project, one of an npm package by its name alone. */
  run(program: string, args: readonly string[], folder = "."): Ended {
    // Programs of the reference do not stand in for those of the project.
    const others = (process.env["PATH"] ?? "").split(delimiter).filter((path) => !path.startsWith(ROOT));
    const PATH = [join(this.folder, "node_modules/.bin"), ...others].join(delimiter);
    const { status, stdout, stderr, error } = spawnSync(program, args, {
      cwd: join(this.folder, folder),
      encoding: "utf8",
      maxBuffer: 1 << 28,
      env: { ...outerless(), PATH, TURBO_CACHE_DIR: turboCache(inject("parent")) },
    });
    return { code: status, stdout, stderr: `${stderr}${error ?? ""}` };
  }

  /**
   * Runs a program that is to succeed.
   *
   * @returns what it printed on standard output.
   * @throws {Error} with all that it printed, when it fails.
   */
  succeed(program: string, args: readonly string[], folder = "."): string {
    const { code, stdout, stderr } = this.run(program, args, folder);
    if (code === 0) return stdout;
    throw new Error(`${program} ${args.join(" ")} ended with ${code}:\n${stdout}\n${stderr}`);
  }

  /**
   * Runs the project's tests.
   *
   * @returns the line that counts them.
   * @throws {Error} with all that they printed, when one fails.
   */
  test(): string {
    return this.succeed("npm", ["test"]).trimEnd().split("\n").at(-1) ?? "";
  }

  /** Files that differ from what was committed. */
  changed(): string {
    return this.git("status", "--porcelain");
  }

  /** Commits everything that there is. */
  commit(): void {
    this.git("add", ".");
    this.git(
      "-c",
      "user.name=test",
      "-c",
      "user.email=test@localhost",
      "commit",
      "--quiet",
      "--message=more",
    );
  }

  git(...args: string[]): string {
    return execFileSync("git", args, { cwd: this.folder, encoding: "utf8" });
  }

  /** Begins a repository. */
  #begin(): void {
    rmSync(join(this.folder, ".git"), { recursive: true, force: true });
    this.git("init", "--quiet", "--initial-branch=main");
    shareCrates(this.folder);
  }
}
