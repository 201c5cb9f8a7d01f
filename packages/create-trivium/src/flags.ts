import { parseArgs } from "node:util";
import { type Answers, LICENCES, PRESETS } from "./answers.ts";
import { CHOICE_NAMES, CHOICES, type Choice } from "./choices.ts";
import { BadInput } from "./failure.ts";

/** A question of the command line. */
interface Flag {
  readonly flag: string;
  readonly means: string;
}

/** The flag of every answer that is a text. */
export const FLAGS: Readonly<Record<Exclude<keyof Answers, "name" | Choice>, Flag>> = {
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
  check: "tells whether the project is up to date; exit code 1 when it is not",
  "dry-run": "prints the files, and writes none",
  json: "tells what was done as JSON on standard output",
  force: "writes into a folder that is not empty",
  "no-install": "does not install, generate and format",
  "no-git": "makes no git repository",
  help: "prints this",
  version: "prints the version",
} as const;
type Switch = keyof typeof SWITCHES;

/** What the program can be asked to do; without a word of these it creates. */
const COMMANDS = {
  create: {
    usage: "npm create trivium@latest FOLDER -- [FLAG...]",
    paths: 1,
    answers: true,
    switches: ["yes", "dry-run", "json", "force", "no-install", "no-git", "help", "version"],
  },
  update: {
    usage: "npx create-trivium@latest update [FOLDER] [FLAG...]: brings a project to this version",
    paths: 1,
    answers: true,
    switches: ["check", "dry-run", "json", "no-install", "help", "version"],
  },
  render: {
    usage: "npx create-trivium@VERSION render ANSWERS FOLDER: what a version makes of a .trivium.json",
    paths: 2,
    answers: false,
    switches: ["help", "version"],
  },
} as const satisfies Record<string, Command>;

interface Command {
  readonly usage: string;
  /** How many paths it takes at most. */
  readonly paths: number;
  /** Whether it takes the flags of answers. */
  readonly answers: boolean;
  readonly switches: readonly Switch[];
}

/** What a command line says. */
export interface CommandLine {
  readonly command: keyof typeof COMMANDS;
  /** Where the project is or is to be, its last part being a new one's name; before it, to render, a file of answers. */
  readonly paths: readonly string[];
  readonly given: Partial<Omit<Answers, "name">>;
  readonly switches: Readonly<Record<Switch, boolean>>;
}

export const USAGE = `${Object.values(COMMANDS)
  .map(({ usage }) => usage)
  .join("\n")}

${Object.values(FLAGS)
  .map(({ flag, means }) => `  --${`${flag} ...`.padEnd(18)} ${means}`)
  .join("\n")}
${CHOICE_NAMES.map((choice) => CHOICES[choice])
  .map(({ flag, means }) => `  --${flag.padEnd(18)} ${means}; --no-${flag}: without`)
  .join("\n")}
${Object.entries(SWITCHES)
  .map(([name, means]) => `  --${name.padEnd(18)} ${means}`)
  .join("\n")}
`;

/** @throws {BadInput} for a flag that there is not, and for an answer that is not a choice. */
export function readCommandLine(args: readonly string[]): CommandLine {
  const [first = ""] = args;
  const command = isCommand(first) ? first : "create";
  const { values, positionals } = parsed(COMMANDS[command], command === first ? args.slice(1) : args);
  const tooMany = positionals.slice(COMMANDS[command].paths - 1);
  if (tooMany.length > 1) throw new BadInput(`one folder at a time, not ${tooMany.join(" and ")}`);
  const given: Record<string, string | boolean> = chosen(values);
  for (const [answer, { flag }] of Object.entries(FLAGS)) {
    const value = values[flag];
    if (typeof value === "string") given[answer] = answer === "scope" ? value.replace(/^@/, "") : value;
  }
  checkChoices(given);
  const names = Object.keys(SWITCHES) as Switch[];
  const switches = Object.fromEntries(names.map((name) => [name, values[name] === true]));
  return { command, paths: positionals, given, switches: switches as CommandLine["switches"] };
}

/** @throws {BadInput} when something is both wanted and not, or taken from the demonstration. */
function chosen(values: Readonly<Record<string, unknown>>): Partial<Record<Choice, boolean>> {
  const given = CHOICE_NAMES.flatMap((choice) => {
    const { flag } = CHOICES[choice];
    const [wanted, unwanted] = [values[flag] === true, values[`no-${flag}`] === true];
    if (wanted && unwanted) throw new BadInput(`--${flag} and --no-${flag} cannot both be`);
    if (unwanted && values["preset"] === "demo")
      throw new BadInput(`the demo has everything: leave out --no-${flag}`);
    return wanted || unwanted ? [[choice, wanted] as const] : [];
  });
  return Object.fromEntries(given);
}

const isCommand = (word: string): word is CommandLine["command"] => Object.hasOwn(COMMANDS, word);

function parsed(
  command: Command,
  args: readonly string[],
): { values: Readonly<Record<string, unknown>>; positionals: string[] } {
  const texts = Object.values(FLAGS).map(({ flag }) => [flag, { type: "string" }] as const);
  const choices = CHOICE_NAMES.flatMap((choice) => [CHOICES[choice].flag, `no-${CHOICES[choice].flag}`]);
  const booleans = [...(command.answers ? choices : []), ...command.switches].map(
    (name) => [name, { type: "boolean" }] as const,
  );
  try {
    return parseArgs({
      args: [...args],
      options: Object.fromEntries([...(command.answers ? texts : []), ...booleans]),
      allowPositionals: true,
    });
  } catch (error) {
    throw new BadInput((error as Error).message);
  }
}

/** @throws {BadInput} for an answer that is not one of its choices. */
export function checkChoices({ preset, licence }: Readonly<Record<string, unknown>>): void {
  choose("preset", preset, PRESETS);
  choose("licence", licence, LICENCES);
}

function choose(flag: string, value: unknown, choices: readonly string[]): void {
  if (value === undefined || choices.some((choice) => choice === value)) return;
  throw new BadInput(`--${flag} must be ${choices.join(" or ")}, but is ${JSON.stringify(value)}`);
}
