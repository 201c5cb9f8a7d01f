import type { Command } from "../command.ts";
import { ownCommands } from "../ownCommands.ts";
import { audit } from "./audit.ts";
import { mismatches } from "./mismatches.ts";
import { replay } from "./replay.ts";
import { status } from "./status.ts";
import { kill, retire, set } from "./steer.ts";
import { watch } from "./watch.ts";

/** Commands by their names, in the order of the help. */
export const COMMANDS: Readonly<Record<string, Command>> = {
  status,
  watch,
  set,
  kill,
  retire,
  mismatches,
  replay,
  ...ownCommands,
  audit,
};
