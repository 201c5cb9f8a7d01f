import { execFileSync, spawnSync } from "node:child_process";
import { ROOT } from "create-trivium/gather";

/** Whether the registry that npm uses can be reached. */
export function isOnline(): boolean {
  return spawnSync("npm", ["view", "turbo", "name"], { timeout: 30_000 }).status === 0;
}

/** Whether whole projects are made and tested, which takes longer than all other tests together. */
export const isThorough = process.env["REQUIRE_ALL"] === "1";

/** How a program ended. */
export interface Ended {
  /** None when it was killed, or could not be started. */
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** A setting of npm. */
export function setting(name: string): string {
  return execFileSync("npm", ["config", "get", name], { cwd: ROOT, encoding: "utf8" }).trim();
}

/** The environment without what npm and turbo tell the suite that runs here, and with no colours in what is said. */
export function outerless(): NodeJS.ProcessEnv {
  const theirs = /^(npm_|TURBO_HASH|INIT_CWD|FORCE_COLOR)/;
  const kept = Object.entries(process.env).filter(([name]) => !theirs.test(name));
  return { ...Object.fromEntries(kept), NO_COLOR: "1" };
}
