// Where the repository is, and what its files say.

import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

/** The repository's folder. */
export const ROOT = join(dirname(fileURLToPath(import.meta.url)), "../../..");

/**
 * What a JSON file says; nothing when it is not there or is no JSON.
 *
 * @param {string} file from the folder
 * @param {string} folder
 */
export function readJson(file, folder = ROOT) {
  try {
    return JSON.parse(readFileSync(join(folder, file), "utf8"));
  } catch {
    return undefined;
  }
}
