import { execFile } from "node:child_process";
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { homedir, tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { promisify } from "node:util";
import { ROOT } from "@trivium/stack";

const run = promisify(execFile);

/** A clone of the repository's last commit in a home of its own, where nothing has ever been downloaded or compiled. */
export class ColdPlace implements AsyncDisposable {
  readonly #folder = mkdtempSync(join(tmpdir(), "trivium-cold-"));
  readonly #home = join(this.#folder, "home");
  /** The clone's folder. */
  readonly clone = join(this.#folder, "clone");

  /**
   * Clones the repository.
   *
   * @throws {Error} when it cannot be cloned.
   */
  async prepare(signal: AbortSignal): Promise<{ commit: string; env: NodeJS.ProcessEnv }> {
    await run("git", ["clone", "--quiet", ROOT, this.clone], { signal });
    const { stdout } = await run("git", ["rev-parse", "--short", "HEAD"], { cwd: this.clone });
    const env = coldEnvironment(process.env, this.#home, await settingsFiles());
    mkdirSync(env["CARGO_HOME"] ?? "", { recursive: true });
    for (const name of ["config.toml", "config"]) {
      const settings = join(process.env["CARGO_HOME"] ?? join(homedir(), ".cargo"), name);
      if (existsSync(settings)) copyFileSync(settings, join(env["CARGO_HOME"] ?? "", name));
    }
    return { commit: stdout.trim(), env };
  }

  async [Symbol.asyncDispose](): Promise<void> {
    // Go protects the modules that it has downloaded.
    await run("chmod", ["-R", "u+w", this.#folder]);
    rmSync(this.#folder, { recursive: true, force: true });
  }
}

/** Where this machine's settings are: registries and mirrors, not what was downloaded from them. */
export interface SettingsFiles {
  readonly npm: string;
  readonly go: string | undefined;
  readonly rustup: string;
}

async function settingsFiles(): Promise<SettingsFiles> {
  const go = await run("go", ["env", "GOENV"]).catch(() => undefined);
  return {
    npm: process.env["npm_config_userconfig"] ?? join(homedir(), ".npmrc"),
    go: go?.stdout.trim(),
    rustup: process.env["RUSTUP_HOME"] ?? join(homedir(), ".rustup"),
  };
}

/** What this process has of npm and of the repository's commands, and caches that are not in the home. */
const LEFT_OUT = /^(npm_|INIT_CWD$|TURBO_|XDG_|CARGO_TARGET_DIR$|GO(PATH|CACHE|MODCACHE)$)/;

/** The environment of a user with empty caches and this machine's tools and settings. */
export function coldEnvironment(
  env: NodeJS.ProcessEnv,
  home: string,
  { npm, go, rustup }: SettingsFiles,
): NodeJS.ProcessEnv {
  const own = join(ROOT, "node_modules/.bin");
  return {
    ...Object.fromEntries(Object.entries(env).filter(([name]) => !LEFT_OUT.test(name))),
    HOME: home,
    PATH: (env["PATH"] ?? "")
      .split(delimiter)
      .filter((folder) => folder !== own)
      .join(delimiter),
    npm_config_userconfig: npm,
    npm_config_cache: join(home, ".npm"),
    ...(go === undefined ? {} : { GOENV: go }),
    GOPATH: join(home, "go"),
    GOCACHE: join(home, ".cache/go-build"),
    CARGO_HOME: join(home, ".cargo"),
    RUSTUP_HOME: rustup,
  };
}
