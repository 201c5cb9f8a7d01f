import { spawnSync } from "node:child_process";
import { Failure } from "../failure.ts";

/** Nobody's hooks run, and commits that are only steps of an update need no author. */
const SETTINGS = ["-c", "core.hooksPath=/dev/null", "-c", "commit.gpgSign=false"];
const IDENTITY = {
  GIT_AUTHOR_NAME: "create-trivium",
  GIT_AUTHOR_EMAIL: "create-trivium@localhost",
  GIT_COMMITTER_NAME: "create-trivium",
  GIT_COMMITTER_EMAIL: "create-trivium@localhost",
};

/** Runs git in one folder. */
export class Git {
  readonly #folder: string;
  readonly #env: NodeJS.ProcessEnv;

  /** @param env what git is told beyond this program's own environment, such as GIT_INDEX_FILE. */
  constructor(folder: string, env: NodeJS.ProcessEnv = {}) {
    this.#folder = folder;
    this.#env = { ...process.env, ...IDENTITY, LC_ALL: "C", GIT_LITERAL_PATHSPECS: "1", ...env };
  }

  /** What git prints, without the newline at its end. @throws {Failure} when it fails. */
  run(...args: string[]): string {
    return this.give("", ...args);
  }

  /** The same, of what git is given on standard input. */
  give(input: string, ...args: string[]): string {
    const { status, stdout, stderr } = this.attempt(args, input);
    if (status !== 0) throw new Failure(`git ${args.join(" ")} failed: ${stderr.trim()}`);
    return stdout.replace(/\n$/, "");
  }

  /** The parts of what git prints with -z. */
  list(...args: string[]): string[] {
    return this.run(...args)
      .split("\0")
      .filter((part) => part !== "");
  }

  /** Runs git, however it ends. @throws {Failure} when there is no git. */
  attempt(args: readonly string[], input = ""): { status: number | null; stdout: string; stderr: string } {
    const { status, stdout, stderr, error } = spawnSync("git", [...SETTINGS, ...args], {
      cwd: this.#folder,
      env: this.#env,
      input,
      encoding: "utf8",
      maxBuffer: 1 << 28,
    });
    if (error !== undefined)
      throw new Failure(`an update is a merge by git, which is not here: ${error.message}`);
    return { status, stdout, stderr };
  }
}
