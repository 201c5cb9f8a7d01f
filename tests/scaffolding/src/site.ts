import { execFileSync, spawnSync } from "node:child_process";
import { appendFileSync, mkdirSync, mkdtempSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import type { Answers } from "create-trivium/answers";
import { writeProject } from "create-trivium/folder";
import { gather, ROOT } from "create-trivium/gather";
import { renderProject } from "create-trivium/render";
import { Steps } from "create-trivium/steps";
import { outerless } from "./registry.ts";

const skeleton = gather();

/** Whether there is a registry to install from. */
export const hasRegistry = spawnSync("npm", ["view", "turbo", "name"], { timeout: 30_000 }).status === 0;

/** How a program ended. */
export interface Ended {
  readonly code: number | null;
  /** What it said, on either output. */
  readonly said: string;
}

/**
 * A folder that one project after another is put into. What they install and build stays for the next one, as the
 * reference's crates do for the first.
 */
export class Site {
  readonly folder: string;
  readonly #parent: string;

  constructor(name: string) {
    this.#parent = mkdtempSync(join(tmpdir(), "trivium-scaffolding-"));
    this.folder = join(this.#parent, name);
    const target = join(ROOT, "services-rust/target");
    mkdirSync(target, { recursive: true });
    mkdirSync(join(this.folder, "services-rust"), { recursive: true });
    symlinkSync(target, join(this.folder, "services-rust/target"));
    this.#repository();
  }

  close(): void {
    rmSync(this.#parent, { recursive: true, force: true });
  }

  /** Puts the files of a project into the place of those of the last one. */
  write(answers: Answers): void {
    this.#git("add", ".");
    this.#git("rm", "-rf", "--quiet", "--ignore-unmatch", ".");
    this.#git("clean", "-xdfq", "--exclude=node_modules", "--exclude=target", "--exclude=.turbo");
    writeProject(renderProject(answers, skeleton), this.folder);
  }

  /** Puts a project there as its owner has it: installed, in a repository of its own with one commit. */
  async install(answers: Answers): Promise<void> {
    this.write(answers);
    this.#repository();
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
      env: { ...outerless(), PATH },
    });
    return { code: status, said: `${stdout}\n${stderr}\n${error ?? ""}` };
  }

  /** Files that differ from what was committed. */
  changed(): string {
    return this.#git("status", "--porcelain");
  }

  /** Begins a repository, which leaves alone what is built elsewhere. */
  #repository(): void {
    rmSync(join(this.folder, ".git"), { recursive: true, force: true });
    this.#git("init", "--quiet", "--initial-branch=main");
    appendFileSync(join(this.folder, ".git/info/exclude"), "target\n");
  }

  #git(...args: string[]): string {
    return execFileSync("git", args, { cwd: this.folder, encoding: "utf8" });
  }
}
