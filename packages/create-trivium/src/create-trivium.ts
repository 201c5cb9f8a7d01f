// The program: npm create trivium@latest my-project

import { relative } from "node:path";
import { type Created, create } from "./create.ts";
import { exitCodeOf } from "./failure.ts";
import { readCommandLine, USAGE } from "./flags.ts";
import { readSkeleton } from "./skeleton.ts";

const asked = new AbortController();
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, () => asked.abort());

try {
  const commandLine = readCommandLine(process.argv.slice(2));
  const { help, version, json } = commandLine.switches;
  if (help) console.log(USAGE);
  else if (version) console.log(readSkeleton(import.meta.dirname).version);
  else {
    const created = await create(commandLine, readSkeleton(import.meta.dirname), asked.signal);
    if (json) console.log(JSON.stringify(created));
    else console.log(described(created));
  }
} catch (error) {
  process.exitCode = exitCodeOf(error);
  if (process.exitCode === undefined) throw error;
  console.error((error as Error).message);
}

function described({ folder, files, written, installed, git }: Created): string {
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
