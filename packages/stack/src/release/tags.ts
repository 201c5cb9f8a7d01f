import { spawnSync } from "node:child_process";

/** The newest version's tag that HEAD comes after; none before the first version. */
export function latestTag(): string | undefined {
  const args = ["describe", "--tags", "--abbrev=0", "--match", "v[0-9]*"];
  const { status, stdout } = spawnSync("git", args, { encoding: "utf8" });
  return status === 0 ? stdout.trim() : undefined;
}
