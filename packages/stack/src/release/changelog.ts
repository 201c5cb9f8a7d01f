import { execFileSync } from "node:child_process";
import { latestTag } from "./tags.ts";

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
