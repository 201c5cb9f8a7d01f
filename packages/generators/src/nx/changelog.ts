import { execFileSync, spawnSync } from "node:child_process";

interface Entry {
  readonly changelogEntryVersion: string;
}

/** How `nx release` describes a version: by the subjects of all commits since the one before, newest first. */
export default class Changelog {
  readonly #version: string;

  constructor({ changelogEntryVersion }: Entry) {
    this.#version = changelogEntryVersion;
  }

  render(): string {
    const title = `## ${this.#version} (${new Date().toISOString().slice(0, 10)})`;
    const last = latestTag();
    return `${title}\n\n${last === undefined ? "- The first version." : changesSince(last)}`;
  }
}

function changesSince(tag: string): string {
  const args = ["log", "--no-merges", "--format=- %s (%h)", `${tag}..HEAD`];
  return execFileSync("git", args, { encoding: "utf8" }).trim() || "- Nothing but the version.";
}

/** The newest version's tag that HEAD comes after; none before the first version. */
function latestTag(): string | undefined {
  const args = ["describe", "--tags", "--abbrev=0", "--match", "v[0-9]*"];
  const { status, stdout } = spawnSync("git", args, { encoding: "utf8" });
  return status === 0 ? stdout.trim() : undefined;
}
