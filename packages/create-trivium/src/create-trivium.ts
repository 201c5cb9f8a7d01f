// The program: npm create trivium@latest my-project

import { relative } from "node:path";
import { type Created, create } from "./create.ts";
import { exitCodeOf } from "./failure.ts";
import { type CommandLine, readCommandLine, USAGE } from "./flags.ts";
import { readSkeleton, type Skeleton } from "./skeleton.ts";
import { described as describedUpdate } from "./update/described.ts";
import { render } from "./update/render.ts";
import { update } from "./update/update.ts";

const asked = new AbortController();
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, () => asked.abort());

try {
  const commandLine = readCommandLine(process.argv.slice(2));
  if (commandLine.switches.help) console.log(USAGE);
  else {
    const skeleton = readSkeleton(import.meta.dirname);
    if (commandLine.switches.version) console.log(skeleton.version);
    else await run(commandLine, skeleton);
  }
} catch (error) {
  process.exitCode = exitCodeOf(error);
  if (process.exitCode === undefined) throw error;
  console.error((error as Error).message);
}

async function run(commandLine: CommandLine, skeleton: Skeleton): Promise<void> {
  const { command, switches } = commandLine;
  const tell = <T>(result: T, described: (result: T) => string) =>
    console.log(switches.json ? JSON.stringify(result) : described(result));
  if (command === "create") tell(await create(commandLine, skeleton, asked.signal), describedProject);
  else if (command === "render") render(commandLine, skeleton);
  else {
    const updated = await update(commandLine, skeleton, asked.signal);
    tell(updated, describedUpdate);
    const stale = switches.check && !updated.upToDate;
    process.exitCode = stale || updated.conflicts.length > 0 ? 1 : 0;
  }
}

function describedProject({ folder, files, written, installed, git }: Created): string {
  if (!written) return files.join("\n");
  const here = relative(process.cwd(), folder) || ".";
  const next = [
    `cd ${here}`,
    ...(installed ? [] : ["npm run generate && npm run format"]),
    "npm start",
    "npm test",
  ];
  return [
    `\n${files.length} files in ${here}${git ? ", and a git repository with one commit" : ""}. Next:\n`,
    ...next.map((command) => `  ${command}`),
  ].join("\n");
}
