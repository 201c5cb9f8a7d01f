import { parseArgs } from "node:util";
import type { Call, Command } from "./command.ts";
import { EXIT } from "./exit.ts";
import { Fault } from "./fault.ts";

/** What was given to a command. */
export interface Given extends Pick<Call, "operand" | "options"> {
  readonly url: string | undefined;
  readonly service: string | undefined;
}

/**
 * Reads a command's arguments.
 *
 * @throws {Fault} that says what is wrong with them.
 */
export function given(name: string, command: Command, args: readonly string[]): Given {
  const { values, positionals } = parsed(name, command, args);
  const { url, service, json: _, ...options } = values as Record<string, string | undefined>;
  const [operand = "", ...superfluous] = positionals;
  if (command.operand === undefined ? operand !== "" : superfluous.length > 0) {
    throw wrongUse(name, `${superfluous.at(-1) ?? operand} is too much`);
  }
  if (command.operand !== undefined && operand === "") throw wrongUse(name, `${command.operand} is missing`);
  for (const [option, { required }] of Object.entries(command.options ?? {})) {
    if (required === true && !options[option]) throw wrongUse(name, `--${option} is missing`);
  }
  return { operand, url, service, options };
}

function parsed(name: string, { options = {} }: Command, args: readonly string[]) {
  const own = Object.keys(options).map((option) => [option, { type: "string" }] as const);
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        json: { type: "boolean" },
        url: { type: "string" },
        service: { type: "string" },
        ...Object.fromEntries(own),
      },
    });
  } catch (error) {
    throw wrongUse(name, (error as Error).message);
  }
}

function wrongUse(name: string, what: string): Fault {
  return new Fault(`${what}\nsee npx trivium rollout ${name} --help`, EXIT.usage);
}
