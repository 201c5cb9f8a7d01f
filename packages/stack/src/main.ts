// Commands, once everything is installed: see boot/trivium.mjs.

import { build, format, generate, graph, lint } from "./commands.ts";
import { ownCommands } from "./ownCommands.ts";
import { release } from "./release.ts";

const commands: Record<string, (args: string[]) => Promise<number>> = {
  // Loaded when they are called: a wrong services.json must not stop the others.
  start: async (args) => (await import("./start.ts")).start(args),
  dev: async () => (await import("./dev.ts")).dev(),
  // What these two need is there for tests, not for a start.
  test: async (args) => (await import("./test.ts")).test(args),
  affected: async (args) => (await import("./affected.ts")).affected(args),
  build,
  lint,
  format,
  generate,
  graph,
  release,
  ...ownCommands,
};

const [name = "", ...args] = process.argv.slice(2);
const command = commands[name];
if (command === undefined) {
  console.error(`no command is called ${name}; there are doctor, ${Object.keys(commands).join(", ")}`);
  process.exit(2);
}
try {
  process.exitCode = await command(args);
} catch (error) {
  console.error((error as Error).message);
  process.exitCode = (error as { code?: string }).code?.startsWith("ERR_PARSE_ARGS") === true ? 2 : 1;
}
