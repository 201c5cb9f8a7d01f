import type { Exit } from "./exit.ts";
import type { Gateway } from "./gateway.ts";
import type { Output } from "./output.ts";

/** An option that takes a value. */
export interface Option {
  /** What stands for its value in the help, such as "P". */
  readonly value: string;
  readonly help: string;
  readonly required?: boolean;
}

/** What a command works with. */
export interface Call {
  readonly gateway: Gateway;
  readonly output: Output;
  /** Aborted when somebody wants the command to end. */
  readonly signal: AbortSignal;
  /** The operand; empty where the command takes none. */
  readonly operand: string;
  /** Values of options that were given. */
  readonly options: Readonly<Record<string, string | undefined>>;
}

/** A word behind `npx trivium rollout`. */
export interface Command {
  readonly summary: string;
  /** What stands for the one operand in the help, such as "ID"; absent where there is none. */
  readonly operand?: string;
  readonly options?: Readonly<Record<string, Option>>;
  /** @throws {Fault} */
  run(call: Call): Promise<Exit>;
}
