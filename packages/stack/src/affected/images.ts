import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { ROOT } from "../root.ts";
import { git } from "./commits.ts";
import { type Definitions, definitionsOf, type Image } from "./definitions.ts";

/** The folder of the contracts, from the repository's. */
export const CONTRACTS = "proto";

const MOST_BYTES = 1 << 28;

/** What the contracts define as they are, and as a commit has them; nothing when either cannot be told. */
export function definitionsSince(commit: string): { before: Definitions; after: Definitions } | undefined {
  try {
    return {
      before: definitionsOf(imageOf("-#format=tar", git("archive", `${commit}:./${CONTRACTS}`))),
      after: definitionsOf(imageOf(".")),
    };
  } catch {
    return undefined;
  }
}

function imageOf(source: string, input?: Buffer): Image {
  const args = ["build", source, "--exclude-source-info", "--output", "-#format=json"];
  const built = execFileSync(join(ROOT, "node_modules/.bin/buf"), args, {
    cwd: join(ROOT, CONTRACTS),
    input: input ?? "",
    maxBuffer: MOST_BYTES,
    stdio: ["pipe", "pipe", "inherit"],
  });
  return JSON.parse(built.toString()) as Image;
}
