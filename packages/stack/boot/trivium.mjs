#!/usr/bin/env node
// The way in for every command: works before anything is installed, on Node 20.
//
//   npx trivium COMMAND [FLAG...]
//
// Checks the tools, installs what package-lock.json says, as far as the command needs it, and hands over to the Node
// that the repository pins, which runs src/main.ts. Programs that only call a stack take no tools.

import { spawn } from "node:child_process";
import { join } from "node:path";
import { ROOT } from "./files.mjs";
import { install } from "./install.mjs";
import { callers } from "./own.mjs";
import { checkTools, printTools, suffices } from "./tools.mjs";

const PARENT_POLL_MS = 500;

const [command = "start", ...flags] = process.argv.slice(2);
const caller = callers[command];
const tools = caller === undefined ? await checkTools() : [];
if (command === "doctor") {
  printTools(tools, console.log);
  process.exit(suffices(tools) ? 0 : 1);
}
if (!suffices(tools)) console.error("Something that Trivium is built with is missing here:\n");
printTools(
  tools.filter((tool) => !tool.fine),
  console.error,
);
if (!suffices(tools)) process.exit(1);
const starting = command === "start";
if (!(await install({ all: !starting && caller === undefined, compiling: starting }))) {
  console.error("The npm packages could not be installed: see above");
  process.exit(1);
}

const [program, ...args] =
  caller === undefined ? ["packages/stack/src/main.ts", command, ...flags] : [caller, ...flags];
const versions = tools
  .filter(({ variable }) => variable !== undefined)
  .map(({ variable, found }) => [variable, found ?? ""]);
const child = spawn(join(ROOT, "node_modules/.bin/node"), [join(ROOT, program), ...args], {
  // By the channel's end the child notices when this process is killed.
  stdio: ["inherit", "inherit", "inherit", "ipc"],
  // What was made by another toolchain is made anew.
  env: { ...process.env, ...Object.fromEntries(versions) },
});
// Called by npm, this ends with npm, even when that is killed.
const parent = process.ppid;
const watching = setInterval(() => {
  if (process.ppid !== parent && child.connected) child.disconnect();
}, PARENT_POLL_MS);
if (process.env.npm_lifecycle_event === undefined) clearInterval(watching);
watching.unref();
// The child hears the terminal's signals itself; here they only must not end the wait.
for (const signal of ["SIGINT", "SIGHUP"]) process.on(signal, () => {});
process.on("SIGTERM", () => child.kill("SIGTERM"));
child.once("error", (error) => {
  console.error(error.message);
  process.exit(1);
});
child.once("close", (code, signal) => process.exit(code ?? (signal === "SIGINT" ? 130 : 1)));
