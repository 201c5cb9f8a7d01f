import { accessSync, constants, statSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { parseArgs } from "node:util";

/** What can be measured. */
export const PARTS = ["kernel", "road", "cold"] as const;
/** What is measured unless something is asked for: a cold start takes minutes and the network. */
const USUAL: readonly Part[] = ["kernel", "road"];
export type Part = (typeof PARTS)[number];

export interface Options {
  readonly quick: boolean;
  /** Where to write everything as JSON. */
  readonly json: string | undefined;
  /** Whether to write docs/benchmarks.md. */
  readonly write: boolean;
  readonly parts: readonly Part[];
  /** Whether only to say how the command is used. */
  readonly help: boolean;
}

export const USAGE = `npm run bench -- [--quick] [--only kernel|road|cold] [--json FILE] [--write]

  --quick        fewer and shorter rounds: less than 40 s instead of less than 5 minutes
  --only PART    kernel: every language on one core; road: the whole stack; cold: the first start of
                 a fresh clone, which takes minutes and the network, and is only measured when asked for
  --json FILE    everything that was measured, for programs
  --write        puts the tables into docs/benchmarks.md`;

/**
 * Reads the command line. Files are relative to `folder`.
 *
 * @throws {Error} naming what is wrong with it.
 */
export function readOptions(args: readonly string[], folder: string): Options {
  const { values } = parseArgs({
    args: [...args],
    options: {
      quick: { type: "boolean", default: false },
      json: { type: "string" },
      write: { type: "boolean", default: false },
      only: { type: "string" },
      help: { type: "boolean", default: false },
    },
  });
  const { quick, json, write, only, help } = values;
  const parts = only === undefined ? USUAL : PARTS.filter((part) => part === only);
  if (parts.length === 0) throw new Error(`--only must be ${PARTS.join(" or ")}, but is ${only}`);
  if (quick && only === "cold") throw new Error("--quick: a cold start takes as long as it takes");
  if (write && (quick || (only !== undefined && only !== "cold"))) {
    throw new Error("--write wants a whole run, or --only cold: leave out --quick and any other --only");
  }
  return {
    quick,
    json: json === undefined ? undefined : writable(resolve(folder, json)),
    write,
    parts,
    help,
  };
}

/** A file that can be written, or replaced: minutes of measuring come before. */
function writable(file: string): string {
  const folder = dirname(file);
  try {
    accessSync(folder, constants.W_OK);
  } catch {
    throw new Error(`--json: nothing can be written in ${folder}`);
  }
  if (statSync(file, { throwIfNoEntry: false })?.isDirectory() === true) {
    throw new Error(`--json: ${file} is a folder`);
  }
  return file;
}
