import { parseArgs } from "node:util";
import { type Answers, LICENCES, PRESETS } from "./answers.ts";
import { BadInput } from "./failure.ts";

/** A question of the command line. */
interface Flag {
  readonly flag: string;
  readonly means: string;
}

/** The flag of every answer. */
export const FLAGS: Readonly<Record<Exclude<keyof Answers, "name">, Flag>> = {
  preset: {
    flag: "preset",
    means: `${PRESETS.join(" or ")}: small services of your own, or the whole demonstration`,
  },
  scope: { flag: "scope", means: "of npm packages, such as @acme" },
  module: { flag: "module", means: "path of the Go module, such as github.com/acme/shop" },
  goService: { flag: "go-service", means: "name of the first Go service" },
  rustService: { flag: "rust-service", means: "name of the first Rust service" },
  resource: { flag: "resource", means: "what they serve, one word in the singular" },
  licence: { flag: "licence", means: LICENCES.join(" or ") },
};

const SWITCHES = {
  yes: "asks nothing: what is not given has its default",
  "dry-run": "prints the files, and writes none",
  json: "tells what was done as JSON on standard output",
  force: "writes into a folder that is not empty",
  "no-install": "does not install, generate and format",
  "no-git": "makes no git repository",
  help: "prints this",
  version: "prints the version",
} as const;

/** What a command line says. */
export interface CommandLine {
  /** Where the project is to be; its last part is its name. */
  readonly folder: string | undefined;
  readonly given: Partial<Omit<Answers, "name">>;
  readonly switches: Readonly<Record<keyof typeof SWITCHES, boolean>>;
}

export const USAGE = `npm create trivium@latest FOLDER -- [FLAG...]

${Object.values(FLAGS)
  .map(({ flag, means }) => `  --${`${flag} ...`.padEnd(18)} ${means}`)
  .join("\n")}
${Object.entries(SWITCHES)
  .map(([name, means]) => `  --${name.padEnd(18)} ${means}`)
  .join("\n")}
`;

/** @throws {BadInput} for a flag that there is not, and for an answer that is not a choice. */
export function readCommandLine(args: readonly string[]): CommandLine {
  const { values, positionals } = parsed(args);
  if (positionals.length > 1) throw new BadInput(`one folder at a time, not ${positionals.join(" and ")}`);
  const given: Record<string, string> = {};
  for (const [answer, { flag }] of Object.entries(FLAGS)) {
    const value = values[flag];
    if (typeof value === "string") given[answer] = answer === "scope" ? value.replace(/^@/, "") : value;
  }
  choose("preset", given["preset"], PRESETS);
  choose("licence", given["licence"], LICENCES);
  const names = Object.keys(SWITCHES) as (keyof typeof SWITCHES)[];
  const switches = Object.fromEntries(names.map((name) => [name, values[name] === true]));
  return { folder: positionals[0], given, switches: switches as CommandLine["switches"] };
}

function parsed(args: readonly string[]): {
  values: Readonly<Record<string, unknown>>;
  positionals: string[];
} {
  const texts = Object.values(FLAGS).map(({ flag }) => [flag, { type: "string" }] as const);
  const booleans = Object.keys(SWITCHES).map((name) => [name, { type: "boolean" }] as const);
  try {
    return parseArgs({
      args: [...args],
      options: Object.fromEntries([...texts, ...booleans]),
      allowPositionals: true,
    });
  } catch (error) {
    throw new BadInput((error as Error).message);
  }
}

function choose(flag: string, value: string | undefined, choices: readonly string[]): void {
  if (value === undefined || choices.includes(value)) return;
  throw new BadInput(`--${flag} must be ${choices.join(" or ")}, but is ${JSON.stringify(value)}`);
}
