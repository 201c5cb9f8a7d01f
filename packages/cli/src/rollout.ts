import type { Command } from "./command.ts";
import { COMMANDS } from "./commands/index.ts";
import { EXIT, type Exit } from "./exit.ts";
import { Fault } from "./fault.ts";
import { Gateway } from "./gateway.ts";
import { given } from "./given.ts";
import { helpText } from "./help.ts";
import { Output, type Streams } from "./output.ts";
import { readSettings } from "./settings.ts";

/** What surrounds a command. */
export interface Surroundings extends Streams {
  readonly variables: Readonly<Record<string, string | undefined>>;
  /** Aborted when somebody wants the command to end. */
  readonly signal: AbortSignal;
}

/** `npx trivium rollout`: runs the command that the arguments name. */
export async function rollout(args: readonly string[], surroundings: Surroundings): Promise<Exit> {
  const output = new Output(args.includes("--json"), surroundings);
  try {
    return await run(args, output, surroundings);
  } catch (error) {
    if (surroundings.signal.aborted) return EXIT.failed;
    if (!(error instanceof Fault)) throw error;
    output.remark(error.message);
    if (output.json && error.problem !== undefined) output.answer(error.problem, () => "");
    return error.exit;
  }
}

async function run(
  [name = "", ...args]: readonly string[],
  output: Output,
  surroundings: Surroundings,
): Promise<Exit> {
  const command = commandCalled(name);
  if ([name, ...args].some((argument) => argument === "--help" || argument === "-h")) {
    surroundings.out(`${helpText(command && name)}\n`);
    return EXIT.done;
  }
  if (command === undefined) throw unknown(name);
  const { operand, options, ...where } = given(name, command, args);
  const { variables, signal } = surroundings;
  const gateway = new Gateway(readSettings(variables, where), signal);
  return command.run({ gateway, output, signal, operand, options });
}

function commandCalled(name: string): Command | undefined {
  return Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
}

function unknown(name: string): Fault {
  const words = name === "" ? "say what to do" : `no command is called ${name}`;
  return new Fault(`${words}: ${Object.keys(COMMANDS).join(", ")}, or --help`, EXIT.usage);
}
