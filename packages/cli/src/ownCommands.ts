import type { Command } from "./command.ts";
import { promote } from "./commands/promote.ts";

/** Commands of this system alone, which know its messages, beside those of any rollout. */
export const ownCommands: Readonly<Record<string, Command>> = { promote };
