import { spawn, spawnSync } from "node:child_process";
import { Failure, Interrupted } from "../failure.ts";

const TOOLS = [
  ["go", ["version"], "https://go.dev/doc/install"],
  ["cargo", ["--version"], "https://rustup.rs"],
] as const;

/** Runs programs in a project's folder, one after the other, until somebody wants it to stop. */
export class Steps {
  readonly #folder: string;
  readonly #signal: AbortSignal;
  readonly #consequence: string;

  /** @param consequence what people are to know when a program fails or is stopped. */
  constructor(folder: string, signal: AbortSignal, consequence = "nothing was made") {
    this.#folder = folder;
    this.#signal = signal;
    this.#consequence = consequence;
  }

  /**
   * Installs packages, generates code from the contracts, makes lock files what their tools make of them, and
   * formats everything.
   */
  async install(): Promise<void> {
    await this.run(
      "npm",
      "install",
      "--package-lock-only",
      "--ignore-scripts",
      "--silent",
      "--no-audit",
      "--no-fund",
    );
    await this.run("npm", "run", "--silent", "generate");
    // In npm's own words, so that what it installs later shows as that alone.
    await this.run("npm", "install", "--silent", "--package-lock-only", "--prefer-offline", "--no-audit");
    await this.run("go", "-C", "services-go", "mod", "tidy");
    await this.run("cargo", "update", "--quiet", "--workspace", "--manifest-path=services-rust/Cargo.toml");
    await this.run("npm", "run", "--silent", "format");
  }

  /** Makes a git repository with one commit. */
  async git(): Promise<void> {
    await this.run("git", "init", "--quiet", "--initial-branch=main");
    await this.run("git", "add", ".");
    const author = hasAuthor()
      ? []
      : ["-c", "user.name=create-trivium", "-c", "user.email=create-trivium@localhost"];
    await this.run("git", ...author, "commit", "--quiet", "--message=A new project");
  }

  /**
   * Runs a program. What it says goes to standard error: standard output is for what was asked.
   *
   * @throws {Failure} when it fails. @throws {Interrupted} when somebody wants it to stop.
   */
  async run(program: string, ...args: string[]): Promise<void> {
    if (this.#signal.aborted) throw new Interrupted(this.#consequence);
    const child = spawn(program, args, { cwd: this.#folder, stdio: ["ignore", 2, 2], detached: true });
    const end = () => child.pid !== undefined && process.kill(-child.pid, "SIGTERM");
    this.#signal.addEventListener("abort", end);
    const code = await new Promise<number | string>((done) => {
      child.once("error", (error) => done(error.message));
      child.once("close", (status) => done(status ?? 1));
    });
    this.#signal.removeEventListener("abort", end);
    if (this.#signal.aborted) throw new Interrupted(this.#consequence);
    if (code !== 0)
      throw new Failure(`${[program, ...args].join(" ")} failed (${code}): ${this.#consequence}`);
  }
}

/** @throws {Failure} naming the tools that installing needs and that are not here. */
export function checkTools(): void {
  const missing = TOOLS.filter(([program, args]) => spawnSync(program, args).status !== 0);
  if (missing.length === 0) return;
  const how = missing.map(([program, , where]) => `${program} (${where})`).join(" and ");
  throw new Failure(`missing here: ${how}. Install it, or pass --no-install`);
}

/** Whether there is git. */
export const hasGit = () => spawnSync("git", ["--version"]).status === 0;

const hasAuthor = () => spawnSync("git", ["config", "user.email"]).status === 0;
